#pragma once
// A JSON value of our own (the parser behind it is fenced in json.cpp). Object keys are kept sorted, so `dump` is
// canonical: equal values give equal bytes, which step keys, golden tests and signatures rely on.

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, std::less<>>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  Json(bool value) : m_value(value) {}
  Json(int value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(unsigned value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(long value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(long long value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(unsigned long value) : m_value(static_cast<std::int64_t>(value)) {}
  Json(double value) : m_value(value) {}
  Json(const char* value) : m_value(std::string(value)) {}
  Json(std::string value) : m_value(std::move(value)) {}
  Json(std::string_view value) : m_value(std::string(value)) {}
  Json(Array value) : m_value(std::move(value)) {}
  Json(Object value) : m_value(std::move(value)) {}

  static Json object(std::initializer_list<std::pair<const std::string, Json>> members) {
    return Json(Object(members));
  }
  static Json array(std::initializer_list<Json> items) { return Json(Array(items)); }
  static Json empty_array() { return Json(Array{}); }
  static Json empty_object() { return Json(Object{}); }

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(m_value); }
  bool is_bool() const { return std::holds_alternative<bool>(m_value); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(m_value); }
  bool is_number() const { return is_integer() || std::holds_alternative<double>(m_value); }
  bool is_string() const { return std::holds_alternative<std::string>(m_value); }
  bool is_array() const { return std::holds_alternative<Array>(m_value); }
  bool is_object() const { return std::holds_alternative<Object>(m_value); }

  // Lenient views: the fallback when the kind differs. `items`/`members` of another kind are empty.
  bool boolean_or(bool fallback) const;
  std::int64_t integer_or(std::int64_t fallback) const;
  double number_or(double fallback) const;
  std::string string_or(std::string_view fallback) const;
  const Array& items() const;
  const Object& members() const;

  /// Member of an object; null when absent or when this is no object. Never dangles on a temporary key.
  const Json* find(std::string_view key) const;
  const Json& at_or_null(std::string_view key) const;

  // Strict views for documents from outside: the error names the key and the kind that was expected.
  Result<std::string> require_string(std::string_view key) const;
  Result<std::int64_t> require_integer(std::string_view key) const;
  Result<double> require_number(std::string_view key) const;
  Result<bool> require_boolean(std::string_view key) const;
  Result<const Array*> require_array(std::string_view key) const;
  Result<const Object*> require_object(std::string_view key) const;

  /// Member for writing; makes this an object (and the member null) when needed.
  Json& operator[](std::string_view key);
  /// Appends; makes this an array when it is null.
  void push_back(Json item);

  /// Compact canonical bytes: sorted keys, shortest round-trip numbers, UTF-8 unescaped, no white space.
  std::string dump() const;
  /// The same value for people: two-space indent and a final newline.
  std::string dump_pretty() const;

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> m_value = nullptr;
};

/// A list of texts, and back (items of another kind become empty texts).
Json json_list(const std::vector<std::string>& texts);
std::vector<std::string> texts_of(const Json& list);

struct JsonLimits {
  std::size_t bytes = 64U << 20U;
  std::size_t depth = 64;
};
/// Parses UTF-8 JSON (RFC 8259). Errors name the byte offset. Bounded in size and depth; duplicate keys are refused.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

}  // namespace integrart
