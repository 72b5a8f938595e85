#include "pipeline/base/documents/reader.h"

#include <fmt/format.h>

namespace integrart {

DocumentReader::DocumentReader(const Json& json, std::string path) : m_json(json), m_path(std::move(path)) {
  if (!json.is_object())
    refuse(Error{Errc::invalid_input,
                 {"base.document_member", {{"key", m_path}, {"expected", "object"}}},
                 {},
                 std::source_location::current()});
}

std::string DocumentReader::path_of(std::string_view key) const {
  return m_path.empty() ? std::string(key) : fmt::format("{}.{}", m_path, key);
}

const Json& DocumentReader::member(std::string_view key) {
  m_known.emplace(key);
  return m_json.at_or_null(key);
}

void DocumentReader::refuse(Error error) {
  if (!m_problem) m_problem = std::move(error);
}

void DocumentReader::refuse(std::string_view key, std::string_view expected) {
  refuse(Error{Errc::invalid_input,
               {"base.document_member", {{"key", path_of(key)}, {"expected", std::string(expected)}}},
               {},
               std::source_location::current()});
}

DocumentReader& DocumentReader::read(std::string_view key, std::string& target) {
  const Json& value = member(key);
  if (value.is_string())
    target = value.string_or("");
  else if (!value.is_null())
    refuse(key, "text");
  return *this;
}

DocumentReader& DocumentReader::read(std::string_view key, bool& target) {
  const Json& value = member(key);
  if (value.is_bool())
    target = value.boolean_or(false);
  else if (!value.is_null())
    refuse(key, "true or false");
  return *this;
}

DocumentReader& DocumentReader::read(std::string_view key, int& target, int least, int most) {
  const Json& value = member(key);
  if (value.is_null()) return *this;
  const std::int64_t number = value.integer_or(INT64_MIN);
  if (!value.is_number() || number < least || number > most)
    refuse(key, fmt::format("{} ... {}", least, most));
  else
    target = static_cast<int>(number);
  return *this;
}

DocumentReader& DocumentReader::read(std::string_view key, double& target, double least, double most) {
  const Json& value = member(key);
  if (value.is_null()) return *this;
  const double number = value.number_or(0);
  if (!value.is_number() || number < least || number > most)
    refuse(key, fmt::format("{} ... {}", least, most));
  else
    target = number;
  return *this;
}

DocumentReader& DocumentReader::read(std::string_view key, std::vector<std::string>& target) {
  const Json& value = member(key);
  if (value.is_null()) return *this;
  std::vector<std::string> texts;
  for (const Json& item : value.items()) {
    if (!item.is_string()) refuse(key, "list of texts");
    texts.push_back(item.string_or(""));
  }
  if (!value.is_array()) refuse(key, "list of texts");
  target = std::move(texts);
  return *this;
}

DocumentReader& DocumentReader::read(std::string_view key, std::vector<int>& target, int least, int most) {
  const Json& value = member(key);
  if (value.is_null()) return *this;
  std::vector<int> read_numbers;
  for (const Json& item : value.items()) {
    const std::int64_t number = item.integer_or(INT64_MIN);
    if (number < least || number > most) refuse(key, fmt::format("{} ... {}", least, most));
    read_numbers.push_back(static_cast<int>(number));
  }
  if (!value.is_array()) refuse(key, "list of numbers");
  target = std::move(read_numbers);
  return *this;
}

DocumentReader& DocumentReader::read(std::string_view key, std::map<std::string, std::string>& target) {
  const Json& value = member(key);
  if (value.is_null()) return *this;
  if (!value.is_object()) refuse(key, "names and texts");
  for (const auto& [name, text] : value.members()) {
    if (!text.is_string()) refuse(key, "names and texts");
    target[name] = text.string_or("");
  }
  return *this;
}

Result<> DocumentReader::finish_lenient() const {
  if (m_problem) return tl::unexpected<Error>(*m_problem);
  return {};
}

std::vector<std::string> DocumentReader::unknown_keys() const {
  std::vector<std::string> unknown;
  for (const auto& [key, value] : m_json.members())
    if (!m_known.contains(key)) unknown.push_back(path_of(key));
  return unknown;
}

Result<> DocumentReader::finish() const {
  TRY(finish_lenient());
  if (const auto unknown = unknown_keys(); !unknown.empty())
    return fail(Errc::invalid_input, "base.document_unknown_key", {{"key", unknown.front()}});
  return {};
}

}  // namespace integrart
