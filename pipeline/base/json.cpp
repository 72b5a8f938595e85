#include "pipeline/base/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace integrart {

namespace {

using Tree = nlohmann::json;

/// Receives parse events and builds our value directly, so that depth and duplicate keys are checked as they come.
class Builder : public nlohmann::json_sax<Tree> {
 public:
  explicit Builder(std::size_t depth) : m_depth_limit(depth) {}

  bool null() override { return put(Json(nullptr)); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(number_integer_t value) override { return put(Json(static_cast<long long>(value))); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(INT64_MAX)) return put(Json(static_cast<double>(value)));
    return put(Json(static_cast<long long>(value)));
  }
  bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
  bool string(string_t& value) override { return put(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::empty_object()); }
  bool start_array(std::size_t) override { return open(Json::empty_array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    const Level& level = m_open.back();
    if (level.value.find(name) != nullptr) return refuse("base.json_duplicate_key", {{"key", name}});
    m_open.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const Tree::exception&) override {
    return refuse("base.json_malformed", {{"offset", static_cast<std::int64_t>(position)}});
  }

  Json take_root() { return std::move(m_root); }
  Message problem() const { return m_problem; }

 private:
  struct Level {
    Json value;
    std::string key;
  };

  bool refuse(const char* id, MessageArguments arguments) {
    m_problem = Message{id, std::move(arguments)};
    return false;
  }
  bool open(Json container) {
    if (m_open.size() >= m_depth_limit)
      return refuse("base.json_too_deep", {{"limit", static_cast<std::int64_t>(m_depth_limit)}});
    m_open.push_back({std::move(container), {}});
    return true;
  }
  bool close() {
    Json done = std::move(m_open.back().value);
    m_open.pop_back();
    return put(std::move(done));
  }
  bool put(Json value) {
    if (m_open.empty()) {
      m_root = std::move(value);
    } else if (Level& level = m_open.back(); level.value.is_array()) {
      level.value.push_back(std::move(value));
    } else {
      level.value[level.key] = std::move(value);
    }
    return true;
  }

  std::size_t m_depth_limit;
  std::vector<Level> m_open;
  Json m_root;
  Message m_problem{"base.json_malformed", {{"offset", std::int64_t{0}}}};
};

Tree tree_of(const Json& json) {
  if (json.is_bool()) return json.boolean_or(false);
  if (json.is_integer()) return json.integer_or(0);
  if (json.is_number()) {
    const double value = json.number_or(0);
    // 2.0 and 2 are the same number and must give the same bytes.
    if (std::abs(value) < 9e15 && value == std::floor(value)) return static_cast<std::int64_t>(value);
    return value;
  }
  if (json.is_string()) return json.string_or("");
  if (json.is_array()) {
    Tree array = Tree::array();
    for (const Json& item : json.items()) array.push_back(tree_of(item));
    return array;
  }
  if (json.is_object()) {
    Tree object = Tree::object();
    for (const auto& [key, value] : json.members()) object[key] = tree_of(value);
    return object;
  }
  return nullptr;
}

template <class T>
Result<T> wrong_kind(std::string_view key, std::string_view expected) {
  return fail(Errc::invalid_input, "base.json_member",
              {{"key", std::string(key)}, {"expected", std::string(expected)}});
}

}  // namespace

bool Json::boolean_or(bool fallback) const {
  const bool* value = std::get_if<bool>(&m_value);
  return value != nullptr ? *value : fallback;
}
std::int64_t Json::integer_or(std::int64_t fallback) const {
  if (const auto* value = std::get_if<std::int64_t>(&m_value)) return *value;
  if (const auto* value = std::get_if<double>(&m_value);
      value != nullptr && *value == std::floor(*value) && std::abs(*value) < 9e15)
    return static_cast<std::int64_t>(*value);
  return fallback;
}
double Json::number_or(double fallback) const {
  if (const auto* value = std::get_if<double>(&m_value)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&m_value)) return static_cast<double>(*value);
  return fallback;
}
std::string Json::string_or(std::string_view fallback) const {
  const auto* value = std::get_if<std::string>(&m_value);
  return value != nullptr ? *value : std::string(fallback);
}
const Json::Array& Json::items() const {
  static const Array none;
  const auto* value = std::get_if<Array>(&m_value);
  return value != nullptr ? *value : none;
}
const Json::Object& Json::members() const {
  static const Object none;
  const auto* value = std::get_if<Object>(&m_value);
  return value != nullptr ? *value : none;
}
const Json* Json::find(std::string_view key) const {
  const auto member = members().find(key);
  return member == members().end() ? nullptr : &member->second;
}
const Json& Json::at_or_null(std::string_view key) const {
  static const Json null;
  const Json* member = find(key);
  return member != nullptr ? *member : null;
}

Result<std::string> Json::require_string(std::string_view key) const {
  const Json& member = at_or_null(key);
  if (!member.is_string()) return wrong_kind<std::string>(key, "string");
  return member.string_or("");
}
Result<std::int64_t> Json::require_integer(std::string_view key) const {
  const Json& member = at_or_null(key);
  const std::int64_t value = member.integer_or(INT64_MIN);
  if (!member.is_number() || value == INT64_MIN) return wrong_kind<std::int64_t>(key, "integer");
  return value;
}
Result<double> Json::require_number(std::string_view key) const {
  const Json& member = at_or_null(key);
  if (!member.is_number()) return wrong_kind<double>(key, "number");
  return member.number_or(0);
}
Result<bool> Json::require_boolean(std::string_view key) const {
  const Json& member = at_or_null(key);
  if (!member.is_bool()) return wrong_kind<bool>(key, "true or false");
  return member.boolean_or(false);
}
Result<const Json::Array*> Json::require_array(std::string_view key) const {
  const Json& member = at_or_null(key);
  if (!member.is_array()) return wrong_kind<const Array*>(key, "array");
  return &member.items();
}
Result<const Json::Object*> Json::require_object(std::string_view key) const {
  const Json& member = at_or_null(key);
  if (!member.is_object()) return wrong_kind<const Object*>(key, "object");
  return &member.members();
}

Json& Json::operator[](std::string_view key) {
  if (!is_object()) m_value = Object{};
  auto& members = std::get<Object>(m_value);
  const auto found = members.find(key);
  return found != members.end() ? found->second : members[std::string(key)];
}
void Json::push_back(Json item) {
  if (!is_array()) m_value = Array{};
  std::get<Array>(m_value).push_back(std::move(item));
}

std::string Json::dump() const {
  return tree_of(*this).dump(-1, ' ', false, Tree::error_handler_t::replace);
}
std::string Json::dump_pretty() const {
  return tree_of(*this).dump(2, ' ', false, Tree::error_handler_t::replace) + "\n";
}

Json json_list(const std::vector<std::string>& texts) {
  Json list = Json::empty_array();
  for (const std::string& text : texts) list.push_back(text);
  return list;
}

std::vector<std::string> texts_of(const Json& list) {
  std::vector<std::string> texts;
  for (const Json& item : list.items()) texts.push_back(item.string_or(""));
  return texts;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes)
    return fail(Errc::limit_exceeded, "base.json_too_large", {{"limit", static_cast<std::int64_t>(limits.bytes)}});
  return guard([&]() -> Result<Json> {
    Builder builder(limits.depth);
    if (!Tree::sax_parse(text.begin(), text.end(), &builder)) {
      const Message problem = builder.problem();
      return tl::unexpected<Error>(Error{Errc::invalid_input, problem, {}, std::source_location::current()});
    }
    return builder.take_root();
  });
}

}  // namespace integrart
