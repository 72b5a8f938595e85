// "gap_fill" in three levels. Easy: one word a line, one that the pack says often, with its first letter. Middle: up
// to a quarter of the words. Hard: up to nearly half of them, the rare ones first, also function words, but never
// those alone, and never one that is a name ("Will"). Two gaps always have a word between them.
#include <algorithm>
#include <cmath>

#include "pipeline/learning/derivations.h"
#include "pipeline/learning/gap.h"

namespace integrart::learning {

namespace {

struct GapRule {
  int level;
  double share;  // of the words of a line
  std::size_t most_gaps;
  std::size_t most_lines;
  std::size_t least_letters;
};
// H5P's Blanks holds 31 texts; the line limits stay below it.
constexpr GapRule rules[] = {{1, 0.0, 1, 12, 3}, {2, 0.25, 2, 20, 3}, {3, 0.45, 5, 30, 2}};

constexpr std::size_t least_words = 3;  // in shorter lines there is nothing left to guess from

struct Candidate {
  std::size_t word;  // index
  int rank;          // smaller is taken first
};

/// Words in the order in which they become gaps; what is equal is mixed. What belongs to a name is mixed with the
/// others and then taken out.
std::vector<Candidate> candidates(const Line& line, const Material& material, const GapRule& rule, Random& random) {
  std::vector<Candidate> list;
  for (std::size_t i = 0; i < line.words.size(); ++i) {
    const LineWord& word = line.words[i];
    if (word.letters < rule.least_letters) continue;
    const int band = material.counts.band(material.lines.language, word.folded);
    if (word.has_meaning())
      list.push_back({i, rule.level == 1 ? 2 - band : rule.level == 2 ? 0 : band});
    else if (rule.level == 3 && word.is_plain && word.is_function && !word.may_be_name)
      list.push_back({i, 3});
  }
  random.shuffle(list);
  std::erase_if(list, [&](const Candidate& one) { return line.words[one.word].belongs_to_name; });
  std::ranges::stable_sort(list, {}, &Candidate::rank);
  return list;
}

std::vector<std::size_t> chosen_words(const Line& line, const Material& material, const GapRule& rule, Random& random) {
  const auto by_share = static_cast<std::size_t>(std::lround(rule.share * static_cast<double>(line.words.size())));
  const std::size_t wanted = std::clamp<std::size_t>(by_share, 1, rule.most_gaps);
  std::vector<std::size_t> chosen;
  for (const Candidate& candidate : candidates(line, material, rule, random)) {
    const auto touches = [&](std::size_t other) {
      return (other > candidate.word ? other - candidate.word : candidate.word - other) < 2;
    };
    if (chosen.size() == wanted || std::ranges::any_of(chosen, touches)) continue;
    if (chosen.empty() && !line.words[candidate.word].is_content()) break;  // never function words only
    chosen.push_back(candidate.word);
  }
  std::ranges::sort(chosen);
  return chosen;
}

Activity level_of(const Material& material, const GapRule& rule) {
  Activity activity = activity_of(material, "gap_fill", rule.level);
  Random random = random_for(material, activity);
  std::vector<std::pair<const Line*, GapItem>> found;
  for (const Line& line : material.lines.unique) {
    if (line.words.size() < least_words) continue;
    GapItem item;
    item.text = line.text;
    for (const std::size_t word : chosen_words(line, material, rule, random))
      item.gaps.push_back(gap_for(line, line.words[word], material.lines.language, rule.level == 1));
    if (!item.gaps.empty()) found.emplace_back(&line, std::move(item));
  }
  for (auto& [line, item] : spread(found, rule.most_lines)) add_item(activity, {line}, std::move(item));
  const bool is_heard =
      std::ranges::any_of(activity.items, [](const ActivityItem& item) { return item.when.has_value(); });
  if (!is_heard) activity.instructions.id = "learning.instructions_gap_fill_text";
  return activity;
}

}  // namespace

std::vector<Activity> derive_gap_fill(const Material& material) {
  std::vector<Activity> levels;
  for (const GapRule& rule : rules)
    if (Activity activity = level_of(material, rule); !activity.items.empty()) levels.push_back(std::move(activity));
  return levels;
}

}  // namespace integrart::learning
