// "match": lines and what they mean, five at a time. Only languages that translate at least half of the lines take
// part, and only lines that all of these translate, so that an exercise looks the same to every learner.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/base/text.h"
#include "pipeline/learning/derivations.h"

namespace integrart::learning {

namespace {

constexpr std::size_t pairs_at_a_time = 5, least_pairs = 3, most_groups = 6;
constexpr std::size_t longest_line = 120;  // grapheme clusters

std::vector<std::string> languages_of(const std::vector<Line>& lines) {
  std::map<std::string, std::size_t> counts;
  for (const Line& line : lines)
    for (const auto& [language, text] : line.translation.by_language) ++counts[language];
  std::vector<std::string> languages;
  for (const auto& [language, count] : counts)
    if (2 * count >= lines.size()) languages.push_back(language);
  return languages;
}

std::optional<MatchPair> pair_of(const Line& line, const std::vector<std::string>& languages) {
  if (grapheme_count(line.text) > longest_line) return std::nullopt;
  MatchPair pair;
  pair.line = line.text;
  for (const std::string& language : languages) {
    const auto text = line.translation.by_language.find(language);
    if (text == line.translation.by_language.end() || grapheme_count(text->second) > longest_line) return std::nullopt;
    pair.translation.by_language.insert(*text);
  }
  return pair;
}

/// Two lines that mean the same in one language cannot be told apart there.
bool means_the_same(const MatchPair& a, const MatchPair& b) {
  return std::ranges::any_of(a.translation.by_language, [&](const auto& entry) {
    return case_folded(entry.second) == case_folded(b.translation.by_language.at(entry.first));
  });
}

}  // namespace

std::vector<Activity> derive_match(const Material& material) {
  Activity activity = activity_of(material, "match");
  Random random = random_for(material, activity);
  const std::vector<std::string> languages = languages_of(material.lines.unique);
  if (languages.empty()) return {};
  struct Group {
    std::vector<const Line*> lines;
    MatchItem item;
  };
  std::vector<Group> groups(1);
  for (const Line& line : material.lines.unique) {
    std::optional<MatchPair> pair = pair_of(line, languages);
    if (!pair) continue;
    if (groups.back().lines.size() == pairs_at_a_time) groups.emplace_back();
    Group& group = groups.back();
    if (std::ranges::any_of(group.item.pairs, [&](const MatchPair& other) { return means_the_same(*pair, other); }))
      continue;
    group.lines.push_back(&line);
    group.item.pairs.push_back(std::move(*pair));
  }
  std::erase_if(groups, [](const Group& group) { return group.lines.size() < least_pairs; });
  for (Group& group : spread(groups, most_groups)) {
    group.item.shown = random.disorder(group.item.pairs.size());
    add_item(activity, group.lines, std::move(group.item));
  }
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
