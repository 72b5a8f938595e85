#include "formats/collection/collection_yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::size_t most_depth = 32;          // a collection needs 5
constexpr std::size_t most_weight = 8U << 20U;  // nodes and bytes after all aliases are filled in

constexpr std::string_view text_tag = "tag:yaml.org,2002:str";

/// Carries an error out of yaml-cpp's parser; caught in read_yaml and nowhere else.
struct Refusal {
  Error error;
};

MessageArguments place_of(const YAML::Mark& mark) {
  return {{"line", static_cast<std::int64_t>(mark.line) + 1}, {"column", static_cast<std::int64_t>(mark.column) + 1}};
}

[[noreturn]] void refuse(Errc code, std::string_view message_id, const YAML::Mark& mark, MessageArguments more = {}) {
  MessageArguments arguments = place_of(mark);
  arguments.insert(arguments.end(), more.begin(), more.end());
  throw Refusal{fail(code, message_id, std::move(arguments)).value()};
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Integers and floating point numbers of the core schema (YAML 1.2.2, 10.3.2); infinities and NaN stay text.
std::optional<Json> number_from(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view body = text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
  if (body.empty()) return std::nullopt;
  const char* const end = body.data() + body.size();
  if (const bool octal = text.starts_with("0o"); octal || text.starts_with("0x")) {
    std::int64_t value = 0;
    const auto [stop, status] = std::from_chars(text.data() + 2, end, value, octal ? 8 : 16);
    if (status == std::errc{} && stop == end && text[2] != '-') return Json(value);
    return std::nullopt;
  }
  if (all_digits(body)) {
    std::int64_t value = 0;
    if (std::from_chars(body.data(), end, value).ec == std::errc{}) return Json(negative ? -value : value);
  }
  const std::size_t exponent = body.find_first_of("eE");
  const std::string_view mantissa = body.substr(0, exponent);
  const std::size_t point = mantissa.find('.');
  std::string digits(mantissa.substr(0, point));
  if (point != std::string_view::npos) digits += mantissa.substr(point + 1);
  if (!all_digits(digits)) return std::nullopt;
  if (exponent != std::string_view::npos) {
    std::string_view power = body.substr(exponent + 1);
    if (power.starts_with('+') || power.starts_with('-')) power.remove_prefix(1);
    if (!all_digits(power)) return std::nullopt;
  }
  std::string plain(body);
  if (const std::size_t plus = plain.find('+'); plus != std::string::npos) plain.erase(plus, 1);
  double value = 0;
  if (std::from_chars(plain.data(), plain.data() + plain.size(), value).ec != std::errc{}) return std::nullopt;
  return Json(negative ? -value : value);
}

Json plain_scalar(const std::string& text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return Json(nullptr);
  if (text == "true" || text == "True" || text == "TRUE") return Json(true);
  if (text == "false" || text == "False" || text == "FALSE") return Json(false);
  return number_from(text).value_or(Json(text));
}

/// Builds the JSON value from yaml-cpp's events. Bounded: every node and byte, also of repeated aliases, is counted.
class JsonBuilder : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { take(mark, anchor, Json(nullptr), "", 1); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    // yaml-cpp gives "?" for a plain scalar and "!" for a quoted one.
    if (tag == "?" || tag.empty()) return take(mark, anchor, plain_scalar(text), text, 1 + text.size());
    if (tag != "!" && tag != text_tag)
      refuse(Errc::invalid_input, "collection.yaml_tag", mark, {{"tag", display_name(tag)}});
    take(mark, anchor, Json(text), text, 1 + text.size());
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = m_anchored.find(anchor);
    if (found == m_anchored.end()) refuse(Errc::invalid_input, "collection.yaml_alias", mark);
    const Anchored& target = found->second;
    add_weight(mark, target.weight);  // before the copy is made
    place(mark, target.value, target.key_text);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Json::empty_array());
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Json::empty_object());
  }
  void OnMapEnd() override { close(); }

  Json result() { return std::move(m_root); }

 private:
  struct Open {
    Json value;
    YAML::Mark mark;
    YAML::anchor_t anchor = 0;
    std::size_t weight_before = 0;
    std::optional<std::string> key;  // of a mapping: read, its value is still to come
  };
  struct Anchored {
    Json value;
    std::string key_text;
    std::size_t weight = 0;
  };

  void add_weight(const YAML::Mark& mark, std::size_t weight) {
    m_weight += weight;
    if (m_weight > most_weight) refuse(Errc::limit_exceeded, "collection.yaml_too_large", mark);
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Json value) {
    if (tag != "?" && tag != "!" && !tag.empty())
      refuse(Errc::invalid_input, "collection.yaml_tag", mark, {{"tag", display_name(tag)}});
    if (m_open.size() >= most_depth)
      refuse(Errc::limit_exceeded, "collection.yaml_too_deep", mark, {{"most", static_cast<std::int64_t>(most_depth)}});
    if (!m_open.empty() && m_open.back().value.is_object() && !m_open.back().key)
      refuse(Errc::invalid_input, "collection.yaml_key", mark);
    add_weight(mark, 1);
    m_open.push_back({std::move(value), mark, anchor, m_weight, std::nullopt});
  }

  void close() {
    Open done = std::move(m_open.back());
    m_open.pop_back();
    if (done.anchor != 0) m_anchored[done.anchor] = {done.value, "", m_weight - done.weight_before + 1};
    place(done.mark, std::move(done.value), std::nullopt);
  }

  void take(const YAML::Mark& mark, YAML::anchor_t anchor, Json value, const std::string& text, std::size_t weight) {
    add_weight(mark, weight);
    if (anchor != 0) m_anchored[anchor] = {value, text, weight};
    place(mark, std::move(value), text);
  }

  /// Puts a finished value where it belongs. `key_text` is absent for what cannot be a key.
  void place(const YAML::Mark& mark, Json value, std::optional<std::string> key_text) {
    if (m_open.empty()) {
      m_root = std::move(value);
      return;
    }
    Open& parent = m_open.back();
    if (parent.value.is_array()) {
      parent.value.push_back(std::move(value));
    } else if (parent.key) {
      parent.value[*parent.key] = std::move(value);
      parent.key.reset();
    } else {
      if (!key_text || value.is_array() || value.is_object()) refuse(Errc::invalid_input, "collection.yaml_key", mark);
      if (parent.value.find(*key_text) != nullptr)
        refuse(Errc::invalid_input, "collection.yaml_key_twice", mark, {{"key", display_name(*key_text)}});
      parent.key = std::move(key_text);
    }
  }

  std::vector<Open> m_open;
  std::map<YAML::anchor_t, Anchored> m_anchored;
  std::size_t m_weight = 0;
  Json m_root;
};

Result<Json> parse_events(const std::string& utf8) {
  try {
    std::istringstream stream(utf8);
    YAML::Parser parser(stream);
    JsonBuilder builder;
    if (!parser.HandleNextDocument(builder)) return fail(Errc::invalid_input, "collection.yaml_empty");
    Json document = builder.result();
    JsonBuilder second;
    if (parser.HandleNextDocument(second)) return fail(Errc::invalid_input, "collection.yaml_documents");
    return document;
  } catch (const Refusal& refusal) {
    return tl::unexpected<Error>(refusal.error);
  } catch (const YAML::Exception& problem) {
    MessageArguments arguments = place_of(problem.mark);
    arguments.emplace_back("problem", display_name(problem.msg));
    return fail(Errc::invalid_input, "collection.yaml_syntax", std::move(arguments));
  }
}

}  // namespace

Result<Json> read_yaml(std::string_view bytes, std::uint64_t limit_bytes) {
  if (bytes.size() > limit_bytes)
    return fail(Errc::limit_exceeded, "collection.yaml_bytes",
                {{"bytes", static_cast<std::int64_t>(bytes.size())}, {"most", static_cast<std::int64_t>(limit_bytes)}});
  TRY_ASSIGN(const DecodedText text, decode_text(bytes));
  return guard([&] { return parse_events(text.utf8); });
}

Result<Noted<Collection>> read_collection_yaml(std::string_view bytes, const CollectionLimits& limits) {
  TRY_ASSIGN(const Json document, read_yaml(bytes, limits.document_bytes));
  if (!document.is_object()) return fail(Errc::invalid_input, "collection.not_a_mapping");
  const Json& schema = document.at_or_null("schema");
  if (schema.is_null()) return fail(Errc::unsupported, "collection.schema_missing");
  if (schema != Json("collection/1"))
    return fail(Errc::unsupported, "collection.schema_unknown",
                {{"schema", display_name(schema.string_or(schema.dump()))}});
  const std::size_t works = document.at_or_null("works").items().size();
  if (works > limits.works)
    return fail(Errc::limit_exceeded, "collection.too_many_works",
                {{"works", static_cast<std::int64_t>(works)}, {"most", static_cast<std::int64_t>(limits.works)}});
  return Collection::from_json(document);
}

}  // namespace integrart
