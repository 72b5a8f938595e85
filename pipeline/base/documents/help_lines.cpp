#include "pipeline/base/documents/help_lines.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/date.h"
#include "pipeline/base/documents/reader.h"

namespace integrart {

namespace {

constexpr std::size_t most_help_lines = 5000;
constexpr std::size_t shortest_number = 3, longest_number = 15;

bool is_country(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char sign) { return sign >= 'A' && sign <= 'Z'; });
}

bool is_number_of_help_line(std::string_view digits) {
  return digits.size() >= shortest_number && digits.size() <= longest_number &&
         std::ranges::all_of(digits, [](char sign) { return sign >= '0' && sign <= '9'; });
}

Result<HelpLine> help_line_from(const Json& json, const std::string& path) {
  HelpLine line;
  DocumentReader reader(json, path);
  reader.read("number", line.number).read("country", line.country).read("name", line.name).read("source", line.source);
  std::erase_if(line.number, [](char sign) { return sign == ' ' || sign == '-'; });
  if (!is_number_of_help_line(line.number)) reader.refuse("number", "116 111");
  if (!line.country.empty() && !is_country(line.country)) reader.refuse("country", "PL");
  if (line.name.empty()) reader.refuse("name", "…");
  TRY(reader.finish());
  return line;
}

}  // namespace

Result<HelpLines> HelpLines::from_json(const Json& json, const std::string& path) {
  HelpLines list;
  DocumentReader reader(json, path);
  std::string schema;
  reader.read("schema", schema).read("id", list.id).read("name", list.name).read("owner", list.owner);
  reader.read("source", list.source).read("licence", list.licence).read("expires", list.expires);
  const Json& lines = reader.member("lines");
  if (schema != "help_lines/1") reader.refuse("schema", "help_lines/1");
  if (list.owner.empty()) reader.refuse("owner", "…");
  if (list.source.empty()) reader.refuse("source", "…");
  if (!is_date(list.expires)) reader.refuse("expires", "YYYY-MM-DD");
  if (!lines.is_array()) reader.refuse("lines", "[{\"number\": …, \"name\": …}]");
  if (lines.items().size() > most_help_lines) reader.refuse("lines", fmt::format("0-{}", most_help_lines));
  TRY(reader.finish());
  for (std::size_t i = 0; i < lines.items().size(); ++i) {
    TRY_ASSIGN(HelpLine line, help_line_from(lines.items()[i], fmt::format("{}.lines[{}]", path, i)));
    list.lines.push_back(std::move(line));
  }
  return list;
}

Json HelpLines::to_json() const {
  Json json = Json::object({{"schema", "help_lines/1"},
                            {"id", id},
                            {"name", name},
                            {"owner", owner},
                            {"source", source},
                            {"licence", licence},
                            {"expires", expires},
                            {"lines", Json::empty_array()}});
  for (const HelpLine& line : lines)
    json["lines"].push_back(Json::object(
        {{"number", line.number}, {"country", line.country}, {"name", line.name}, {"source", line.source}}));
  return json;
}

bool HelpLines::is_document(std::string_view utf8) {
  if (utf8.find("help_lines/1") == std::string_view::npos) return false;
  const auto json = parse_json(utf8);
  return json && json->at_or_null("schema").string_or("") == "help_lines/1";
}

Result<HelpLines> HelpLines::read(std::string_view utf8, const std::string& id) {
  TRY_ASSIGN(const Json json, parse_json(utf8));
  TRY_ASSIGN(HelpLines list, from_json(json));
  if (list.id.empty()) list.id = id;
  return list;
}

bool HelpLines::has_expired(std::string_view today) const {
  return !today.empty() && expires < today;
}

}  // namespace integrart
