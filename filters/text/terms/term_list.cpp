#include "filters/text/terms/term_list.h"

#include <algorithm>
#include <array>
#include <span>

#include "pipeline/base/documents/reader.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/text.h"

namespace integrart {

std::span<const EmbeddedFile> term_list_files();

namespace {

constexpr std::size_t most_rules = 20000;
constexpr std::size_t longest_term = 100;
constexpr auto matches = std::to_array<std::string_view>({"word", "prefix", "phrase"});
constexpr auto categories =
    std::to_array<std::string_view>({"insult", "vulgar", "slur", "threat", "sexual", "support", "other"});

template <std::size_t count>
bool is_one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::ranges::find(words, word) != words.end();
}

Result<TermRule> rule_from(const Json& json, const std::string& path) {
  TermRule rule;
  DocumentReader reader(json, path);
  reader.read("term", rule.term)
      .read("match", rule.match)
      .read("category", rule.category)
      .read("exceptions", rule.exceptions);
  if (rule.match.empty()) rule.match = rule.term.find(' ') == std::string::npos ? "word" : "phrase";
  if (rule.category.empty()) rule.category = "other";
  if (rule.term.empty() || rule.term.size() > longest_term) reader.refuse("term", "1-100");
  if (!is_one_of(rule.match, matches)) reader.refuse("match", "word, prefix, phrase");
  if (!is_one_of(rule.category, categories))
    reader.refuse("category", "insult, vulgar, slur, threat, sexual, support, other");
  TRY(reader.finish());
  return rule;
}

}  // namespace

Result<TermList> TermList::from_json(const Json& json) {
  TermList list;
  DocumentReader reader(json, "term_list");
  std::string schema;
  reader.read("schema", schema).read("id", list.id).read("owner", list.owner).read("source", list.source);
  reader.read("licence", list.licence).read("expires", list.expires);
  const Json::Array& rules = reader.member("rules").items();
  if (schema != "term_list/1") reader.refuse("schema", "term_list/1");
  TRY(reader.finish());
  if (rules.size() > most_rules)
    return fail(Errc::limit_exceeded, "filters.term_list_too_long",
                {{"list", list.id}, {"most", static_cast<std::int64_t>(most_rules)}});
  for (std::size_t i = 0; i < rules.size(); ++i) {
    TRY_ASSIGN(TermRule rule, rule_from(rules[i], "term_list.rules[" + std::to_string(i) + "]"));
    list.rules.push_back(std::move(rule));
  }
  return list;
}

Json TermList::to_json() const {
  Json json = Json::object({{"schema", "term_list/1"},
                            {"id", id},
                            {"owner", owner},
                            {"source", source},
                            {"licence", licence},
                            {"expires", expires},
                            {"rules", Json::empty_array()}});
  for (const TermRule& rule : rules)
    json["rules"].push_back(Json::object({{"term", rule.term},
                                          {"match", rule.match},
                                          {"category", rule.category},
                                          {"exceptions", json_list(rule.exceptions)}}));
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
    if (line.size() > longest_term || list.rules.size() >= most_rules)
      return fail(Errc::limit_exceeded, "filters.term_list_too_long",
                  {{"list", list.id}, {"most", static_cast<std::int64_t>(most_rules)}});
    TermRule rule;
    rule.term = line;
    rule.match = line.find(' ') == std::string_view::npos ? "word" : "phrase";
    rule.category = "other";
    list.rules.push_back(std::move(rule));
  }
  return list;
}

Result<std::vector<TermList>> built_in_term_lists() {
  std::vector<TermList> lists;
  for (const EmbeddedFile& file : term_list_files()) {
    TRY_ASSIGN(const Json json, parse_json(file.bytes));
    TRY_ASSIGN(TermList list, TermList::from_json(json));
    lists.push_back(std::move(list));
  }
  return lists;
}

}  // namespace integrart
