#include "pipeline/base/documents/term_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pipeline/base/date.h"
#include "pipeline/base/documents/reader.h"
#include "pipeline/base/text_pattern.h"

namespace integrart {

namespace {

constexpr std::size_t most_rules = 20000;
constexpr std::size_t longest_term = 100;
constexpr std::size_t most_patterns = 500;
constexpr std::size_t shortest_pattern = 3;  // shorter ones find nearly everything
constexpr std::size_t longest_pattern = 300;
constexpr auto matches = std::to_array<std::string_view>({"word", "prefix", "phrase", "regex"});
constexpr auto categories =
    std::to_array<std::string_view>({"insult", "vulgar", "slur", "threat", "sexual", "support", "other"});
constexpr auto actions = std::to_array<std::string_view>({"note", "review", "support"});
constexpr auto places = std::to_array<std::string_view>(
    {"all", "text", "subtitles", "picture", "title", "description", "alt", "credit", "file_name"});

template <std::size_t count>
bool is_one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::ranges::find(words, word) != words.end();
}
template <std::size_t count>
std::string listed(const std::array<std::string_view, count>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

/// False when one is no language tag.
bool make_canonical(std::vector<std::string>& languages) {
  for (std::string& language : languages) {
    const auto tag = LanguageTag::parse(language);
    if (!tag) return false;
    language = tag->value.text();
  }
  return true;
}

bool is_among(const LanguageTag& language, const std::vector<std::string>& languages) {
  return std::ranges::any_of(
      languages, [&](const std::string& one) { return one == language.text() || one == language.primary(); });
}

Json json_of(const TermRule& rule) {
  Json json = Json::object({{"term", rule.term},
                            {"match", rule.match},
                            {"category", rule.category},
                            {"exceptions", json_list(rule.exceptions)}});
  if (!rule.not_in.empty()) json["not_in"] = json_list(rule.not_in);
  return json;
}

Result<TermRule> rule_from(const Json& json, const std::string& path) {
  TermRule rule;
  DocumentReader reader(json, path);
  reader.read("term", rule.term)
      .read("match", rule.match)
      .read("category", rule.category)
      .read("exceptions", rule.exceptions)
      .read("not_in", rule.not_in);
  if (rule.match.empty()) rule.match = rule.term.find(' ') == std::string::npos ? "word" : "phrase";
  if (rule.category.empty()) rule.category = "other";
  const bool pattern = rule.match == "regex";
  if (pattern && (rule.term.size() < shortest_pattern || rule.term.size() > longest_pattern))
    reader.refuse("term", "3-300");
  else if (!pattern && (rule.term.empty() || rule.term.size() > longest_term))
    reader.refuse("term", "1-100");
  if (!is_one_of(rule.match, matches)) reader.refuse("match", listed(matches));
  if (!make_canonical(rule.not_in)) reader.refuse("not_in", "en, uk, pl");
  if (!is_one_of(rule.category, categories)) reader.refuse("category", listed(categories));
  TRY(reader.finish());
  if (pattern)
    if (auto compiled = TextPattern::from(rule.term); !compiled)
      return tl::unexpected<Error>(
          while_doing(std::move(compiled).error(), {"base.reading_entry", {{"entry", reader.path_of("term")}}}));
  return rule;
}

Error too_long(const std::string& list) {
  return {Errc::limit_exceeded,
          {"base.term_list_too_long", {{"list", list}, {"most", static_cast<std::int64_t>(most_rules)}}},
          {},
          std::source_location::current()};
}

}  // namespace

Result<TermList> TermList::from_json(const Json& json, const std::string& path) {
  TermList list;
  DocumentReader reader(json, path);
  std::string schema;
  reader.read("schema", schema).read("id", list.id).read("name", list.name);
  reader.read("scope", list.scope).read("languages", list.languages).read("action", list.action);
  reader.read("dry_run", list.dry_run).read("owner", list.owner).read("source", list.source);
  reader.read("licence", list.licence).read("expires", list.expires);
  const Json& rules = reader.member("rules");
  if (schema != "term_list/1") reader.refuse("schema", "term_list/1");
  if (!rules.is_array()) reader.refuse("rules", "[{\"term\": …}]");
  if (!is_one_of(list.action, actions)) reader.refuse("action", listed(actions));
  for (const std::string& place : list.scope)
    if (!is_one_of(place, places)) reader.refuse("scope", listed(places));
  if (!make_canonical(list.languages)) reader.refuse("languages", "en, uk, pl");
  if (!list.expires.empty() && !is_date(list.expires)) reader.refuse("expires", "YYYY-MM-DD");
  TRY(reader.finish());
  if (rules.items().size() > most_rules) return tl::unexpected<Error>(too_long(list.id));
  std::size_t patterns = 0;
  for (std::size_t i = 0; i < rules.items().size(); ++i) {
    TRY_ASSIGN(TermRule rule, rule_from(rules.items()[i], fmt::format("{}.rules[{}]", path, i)));
    if (rule.match == "regex" && ++patterns > most_patterns) return tl::unexpected<Error>(too_long(list.id));
    list.rules.push_back(std::move(rule));
  }
  return list;
}

Json TermList::to_json() const {
  Json json = Json::object({{"schema", "term_list/1"},
                            {"id", id},
                            {"name", name},
                            {"scope", json_list(scope)},
                            {"languages", json_list(languages)},
                            {"action", action},
                            {"dry_run", dry_run},
                            {"owner", owner},
                            {"source", source},
                            {"licence", licence},
                            {"expires", expires},
                            {"rules", Json::empty_array()}});
  for (const TermRule& rule : rules) json["rules"].push_back(json_of(rule));
  return json;
}

Result<TermList> TermList::from_lines(std::string_view utf8, std::string id) {
  TermList list;
  list.id = std::move(id);
  while (!utf8.empty()) {
    const std::size_t end = std::min(utf8.find('\n'), utf8.size());
    std::string_view line = utf8.substr(0, end);
    utf8.remove_prefix(std::min(end + 1, utf8.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (line.empty() || line.front() == '#') continue;
    if (line.size() > longest_term || list.rules.size() >= most_rules) return tl::unexpected<Error>(too_long(list.id));
    TermRule rule;
    rule.term = line;
    rule.match = line.find(' ') == std::string_view::npos ? "word" : "phrase";
    rule.category = "other";
    list.rules.push_back(std::move(rule));
  }
  return list;
}

Result<TermList> TermList::read(std::string_view utf8, const std::string& id) {
  const std::size_t first = utf8.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || utf8[first] != '{') return from_lines(utf8, id);
  TRY_ASSIGN(const Json json, parse_json(utf8));
  TRY_ASSIGN(TermList list, from_json(json));
  if (list.id.empty()) list.id = id;
  return list;
}

bool TermList::is_for_place(std::string_view place) const {
  if (place.empty()) place = "text";
  return scope.empty() ||
         std::ranges::any_of(scope, [&](const std::string& one) { return one == "all" || one == place; });
}

bool TermList::is_for_language(const LanguageTag& language) const {
  return languages.empty() || language.is_undetermined() || is_among(language, languages);
}

bool TermRule::is_for_language(const LanguageTag& language) const {
  return language.is_undetermined() || !is_among(language, not_in);
}

bool TermList::has_expired(std::string_view today) const {
  return !expires.empty() && !today.empty() && expires < today;
}

}  // namespace integrart
