#include "filters/video/classes/outline.h"

#include <algorithm>
#include <limits>
#include <set>

#include "filters/video/classes/wire.h"
#include "pipeline/base/text.h"

namespace integrart::classes {

namespace {

/// Field numbers of onnx.proto3.
namespace model_field {
constexpr std::uint32_t graph = 7, training = 20, function = 25;
}
namespace graph_field {
constexpr std::uint32_t node = 1, initialiser = 5, input = 11, output = 12, value = 13, sparse = 15;
}
namespace node_field {
constexpr std::uint32_t input = 1, output = 2, attribute = 5;
}
namespace attribute_field {
constexpr std::uint32_t tensor = 5, graph = 6, tensors = 10, graphs = 11, sparse = 22, sparses = 23;
}
namespace tensor_field {
constexpr std::uint32_t dimension = 1, type = 2, segment = 3, floats = 4, int32s = 5, strings = 6, int64s = 7, name = 8,
                        raw = 9, doubles = 10, uint64s = 11, external = 13, location = 14;
}

/// How a number of that TensorProto.DataType is kept: bytes of it in raw_data, else the list that holds it.
struct NumberType {
  std::uint64_t code;
  std::size_t bytes;
  std::uint32_t list;
};
constexpr NumberType number_types[] = {
    {1, 4, tensor_field::floats},   {2, 1, tensor_field::int32s},   {3, 1, tensor_field::int32s},
    {4, 2, tensor_field::int32s},   {5, 2, tensor_field::int32s},   {6, 4, tensor_field::int32s},
    {7, 8, tensor_field::int64s},   {9, 1, tensor_field::int32s},   {10, 2, tensor_field::int32s},
    {11, 8, tensor_field::doubles}, {12, 4, tensor_field::uint64s}, {13, 8, tensor_field::uint64s},
    {16, 2, tensor_field::int32s}};

/// What a tensor holds, list by list.
struct TensorCounts {
  std::vector<std::uint64_t> dimensions;
  std::uint64_t type = 0;
  std::uint64_t raw_bytes = 0;
  std::uint64_t listed = 0;       // numbers in lists
  std::set<std::uint32_t> lists;  // that are not empty
  std::string_view name;
};

/// Of tensors; views of the model's bytes.
using Names = std::set<std::string_view>;

class Outline {
 public:
  Outline(std::string_view whole, const OutlineLimits& limits) : m_whole(whole), m_limits(limits) {}

  Result<ModelOutline> read();

 private:
  tl::unexpected<Error> broken(const WireReader& at) const;
  tl::unexpected<Error> broken_at(std::string_view place) const;
  static tl::unexpected<Error> unconnected(std::string_view name) {
    return fail(Errc::invalid_input, "filters.model_unconnected", {{"name", display_name(name)}});
  }
  static tl::unexpected<Error> too_large() { return fail(Errc::limit_exceeded, "filters.model_too_large"); }

  /// `known`: what nodes may use.
  Result<> graph(std::string_view bytes, int depth, Names known, ModelOutline* outline);
  Result<> node(std::string_view bytes, int depth, Names& known);
  Result<> attribute(std::string_view bytes, int depth, const Names& known);
  Result<std::string_view> tensor(std::string_view bytes);
  Result<> count(const WireField& field, TensorCounts& counts) const;
  Result<> list(const WireField& field, TensorCounts& counts) const;
  Result<> agree(const TensorCounts& counts) const;
  Result<ModelPort> port(std::string_view bytes) const;
  Result<> shape(std::string_view bytes, ModelPort& port) const;
  Result<std::string_view> message(std::string_view bytes, std::uint32_t number) const;

  std::string_view m_whole;
  const OutlineLimits& m_limits;
  std::size_t m_nodes = 0, m_tensors = 0;
};

tl::unexpected<Error> Outline::broken_at(std::string_view place) const {
  const auto offset = place.data() == nullptr ? std::ptrdiff_t{0} : place.data() - m_whole.data();
  return fail(Errc::invalid_input, "filters.model_broken", {{"offset", static_cast<std::int64_t>(offset)}});
}

tl::unexpected<Error> Outline::broken(const WireReader& at) const {
  return broken_at(at.rest());
}

Result<ModelOutline> Outline::read() {
  ModelOutline outline;
  WireReader fields(m_whole);
  int graphs = 0;
  while (const auto field = fields.next()) {
    if (field->number == model_field::training || field->number == model_field::function) return too_large();
    if (field->number != model_field::graph) continue;
    if (field->type != WireField::Type::bytes || ++graphs > 1) return broken(fields);
    TRY(graph(field->bytes, 0, {}, &outline));
  }
  if (fields.broken() || graphs == 0) return broken(fields);
  return outline;
}

Result<> Outline::graph(std::string_view bytes, int depth, Names known, ModelOutline* outline) {
  if (depth > m_limits.depth) return too_large();
  Names weights;
  std::vector<std::string_view> nodes;
  ModelOutline ports;
  WireReader fields(bytes);
  while (const auto field = fields.next()) {
    const bool is_port = field->number >= graph_field::input && field->number <= graph_field::value;
    const bool known_field = field->number == graph_field::node || field->number == graph_field::initialiser || is_port;
    if (known_field && field->type != WireField::Type::bytes) return broken(fields);
    if (field->number == graph_field::sparse) return fail(Errc::unsupported, "filters.model_elsewhere");
    if (field->number == graph_field::node) nodes.push_back(field->bytes);
    if (field->number == graph_field::initialiser) {
      TRY_ASSIGN(const std::string_view name, tensor(field->bytes));
      weights.insert(name);
    }
    if (!is_port) continue;
    if (++m_tensors > m_limits.tensors) return too_large();
    TRY_ASSIGN(ModelPort found, port(field->bytes));
    if (field->number == graph_field::input)
      ports.inputs.push_back(std::move(found));
    else if (field->number == graph_field::output)
      ports.outputs.push_back(std::move(found));
  }
  if (fields.broken()) return broken(fields);
  std::erase_if(ports.inputs, [&](const ModelPort& input) { return weights.contains(input.name); });
  known.merge(weights);
  for (const ModelPort& input : ports.inputs) known.insert(input.name);
  for (const std::string_view one : nodes) TRY(node(one, depth, known));
  for (const ModelPort& output : ports.outputs)
    if (!known.contains(output.name)) return unconnected(output.name);
  if (outline != nullptr) *outline = std::move(ports);
  return {};
}

/// A node uses what came before it (nodes stand in such an order), and adds to it.
Result<> Outline::node(std::string_view bytes, int depth, Names& known) {
  if (++m_nodes > m_limits.nodes) return too_large();
  std::vector<std::string_view> outputs;
  WireReader fields(bytes);
  while (const auto field = fields.next()) {
    const bool named = field->number == node_field::input || field->number == node_field::output;
    if (!named && field->number != node_field::attribute) continue;
    if (field->type != WireField::Type::bytes) return broken(fields);
    if (field->number == node_field::attribute) TRY(attribute(field->bytes, depth, known));
    if (field->number == node_field::output) outputs.push_back(field->bytes);
    // An input that is left out has an empty name.
    if (field->number == node_field::input && !field->bytes.empty() && !known.contains(field->bytes))
      return unconnected(field->bytes);
  }
  if (fields.broken()) return broken(fields);
  for (const std::string_view output : outputs)
    if (!output.empty() && !known.insert(output).second) return unconnected(output);
  return {};
}

Result<> Outline::attribute(std::string_view bytes, int depth, const Names& known) {
  std::set<std::uint32_t> seen;
  WireReader fields(bytes);
  while (const auto field = fields.next()) {
    const bool holds_tensor = field->number == attribute_field::tensor || field->number == attribute_field::tensors;
    const bool holds_graph = field->number == attribute_field::graph || field->number == attribute_field::graphs;
    if (field->number == attribute_field::sparse || field->number == attribute_field::sparses)
      return fail(Errc::unsupported, "filters.model_elsewhere");
    if (!holds_tensor && !holds_graph) continue;
    const bool single = field->number == attribute_field::tensor || field->number == attribute_field::graph;
    // Two of what there may be one of would be merged into something that nobody checked.
    if (field->type != WireField::Type::bytes || (single && !seen.insert(field->number).second)) return broken(fields);
    if (holds_tensor) TRY(tensor(field->bytes));
    if (holds_graph) TRY(graph(field->bytes, depth + 1, known, nullptr));
  }
  if (fields.broken()) return broken(fields);
  return {};
}

/// Checks a tensor; its name.
Result<std::string_view> Outline::tensor(std::string_view bytes) {
  if (++m_tensors > m_limits.tensors) return too_large();
  TensorCounts counts;
  WireReader fields(bytes);
  while (const auto field = fields.next()) TRY(count(*field, counts));
  if (fields.broken()) return broken(fields);
  TRY(agree(counts));
  return counts.name;
}

Result<> Outline::count(const WireField& field, TensorCounts& counts) const {
  const bool is_bytes = field.type == WireField::Type::bytes;
  switch (field.number) {
    case tensor_field::dimension: {
      std::string_view packed = field.bytes;
      if (!is_bytes && field.type != WireField::Type::varint) return broken_at(m_whole);
      if (!is_bytes) counts.dimensions.push_back(field.value);
      while (!packed.empty()) {
        const auto value = take_varint(packed);
        if (!value) return broken_at(packed);
        counts.dimensions.push_back(*value);
        if (counts.dimensions.size() > m_limits.dimensions) return too_large();
      }
      return {};
    }
    case tensor_field::type:
      if (field.type != WireField::Type::varint) return broken_at(m_whole);
      counts.type = field.value;
      return {};
    case tensor_field::name:
      counts.name = field.bytes;
      return {};
    case tensor_field::raw:
      if (!is_bytes) return broken_at(m_whole);
      counts.raw_bytes = field.bytes.size();  // the last one counts
      return {};
    case tensor_field::segment:
    case tensor_field::external:
      return fail(Errc::unsupported, "filters.model_elsewhere");
    case tensor_field::location:
      if (field.value != 0 || is_bytes) return fail(Errc::unsupported, "filters.model_elsewhere");
      return {};
    default:
      return list(field, counts);
  }
}

/// How a list of numbers is written; what is written otherwise, protobuf does not see.
struct ListForm {
  std::uint32_t list;
  WireField::Type single;
  std::size_t bytes;  // of one number, packed; 0: they are varints
};
constexpr ListForm list_forms[] = {{tensor_field::floats, WireField::Type::fixed32, 4},
                                   {tensor_field::int32s, WireField::Type::varint, 0},
                                   {tensor_field::int64s, WireField::Type::varint, 0},
                                   {tensor_field::doubles, WireField::Type::fixed64, 8},
                                   {tensor_field::uint64s, WireField::Type::varint, 0}};

/// Numbers in a list, packed or one by one. Texts are no numbers.
Result<> Outline::list(const WireField& field, TensorCounts& counts) const {
  if (field.number == tensor_field::strings)
    return fail(Errc::unsupported, "filters.model_tensor", {{"name", display_name(counts.name)}});
  const auto form = std::ranges::find(list_forms, field.number, &ListForm::list);
  if (form == std::end(list_forms)) return {};
  std::uint64_t numbers = 1;
  if (field.type == WireField::Type::bytes) {
    const auto packed =
        form->bytes == 0 ? count_of_varints(field.bytes) : std::optional(field.bytes.size() / form->bytes);
    if (!packed || (form->bytes != 0 && field.bytes.size() % form->bytes != 0)) return broken_at(field.bytes);
    numbers = *packed;
  } else if (field.type != form->single) {
    return broken_at(m_whole);
  }
  if (numbers != 0) counts.lists.insert(field.number);
  counts.listed += numbers;
  return {};
}

Result<> Outline::agree(const TensorCounts& counts) const {
  if (counts.dimensions.size() > m_limits.dimensions) return too_large();
  std::uint64_t numbers = 1;
  for (const std::uint64_t dimension : counts.dimensions) {
    if (dimension > m_limits.numbers) return too_large();  // and those below 0
    numbers *= dimension;
    if (numbers > m_limits.numbers) return too_large();
  }
  const auto type = std::ranges::find(number_types, counts.type, &NumberType::code);
  const bool in_list = type != std::end(number_types) && counts.raw_bytes == 0 && counts.listed == numbers &&
                       std::ranges::all_of(counts.lists, [&](std::uint32_t list) { return list == type->list; });
  const bool raw = type != std::end(number_types) && counts.listed == 0 && counts.raw_bytes == numbers * type->bytes;
  if (in_list || raw) return {};
  return fail(Errc::invalid_input, "filters.model_tensor", {{"name", display_name(counts.name)}});
}

/// The bytes of the last field of that number, which is a message; empty when there is none.
Result<std::string_view> Outline::message(std::string_view bytes, std::uint32_t number) const {
  std::string_view found;
  WireReader fields(bytes);
  while (const auto field = fields.next()) {
    if (field->number != number) continue;
    if (field->type != WireField::Type::bytes) return broken(fields);
    found = field->bytes;
  }
  if (fields.broken()) return broken(fields);
  return found;
}

/// ValueInfoProto: name = 1, type = 2 with tensor_type = 1 with shape = 2.
Result<ModelPort> Outline::port(std::string_view bytes) const {
  ModelPort port;
  TRY_ASSIGN(const std::string_view name, message(bytes, 1));
  port.name = std::string(name);
  TRY_ASSIGN(const std::string_view type, message(bytes, 2));
  TRY_ASSIGN(const std::string_view tensor_type, message(type, 1));
  TRY_ASSIGN(const std::string_view of_tensor, message(tensor_type, 2));
  TRY(shape(of_tensor, port));
  return port;
}

/// TensorShapeProto: dim = 1 with dim_value = 1 or dim_param = 2.
Result<> Outline::shape(std::string_view bytes, ModelPort& port) const {
  WireReader dimensions(bytes);
  while (const auto dimension = dimensions.next()) {
    if (dimension->number != 1) continue;
    if (dimension->type != WireField::Type::bytes) return broken(dimensions);
    std::uint64_t size = 0;
    WireReader fields(dimension->bytes);
    while (const auto field = fields.next())
      if (field->number == 1) size = field->value;
    if (fields.broken()) return broken(fields);
    // -1 is written by some exporters for what is not fixed.
    if (size == std::numeric_limits<std::uint64_t>::max()) size = 0;
    if (size > m_limits.numbers || port.dimensions.size() == m_limits.dimensions) return too_large();
    port.dimensions.push_back(static_cast<std::int64_t>(size));
  }
  if (dimensions.broken()) return broken(dimensions);
  return {};
}

}  // namespace

Result<ModelOutline> outline_of(std::string_view onnx, const OutlineLimits& limits) {
  return Outline(onnx, limits).read();
}

}  // namespace integrart::classes
