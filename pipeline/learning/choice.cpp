// "choice": which word is heard? Only of lines that sound: on paper alone, other words may be just as right. The other
// options are words of the same language, about as long, preferably with the same ending, and no other form of the
// right one, so that neither length nor grammar nor luck tells.
#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/learning/answer.h"
#include "pipeline/learning/derivations.h"
#include "pipeline/learning/gap.h"
#include "pipeline/learning/words.h"

namespace integrart::learning {

namespace {

constexpr std::size_t most_lines = 20;
constexpr std::size_t least_words = 3;
constexpr std::size_t least_letters = 3;
constexpr std::size_t wrong_options = 3;
constexpr std::size_t least_wrong_options = 2;

std::size_t difference(std::size_t a, std::size_t b) {
  return a > b ? a - b : b - a;
}

/// Letters at the end that two words share, at most 3.
int shared_ending(std::string_view a, std::string_view b) {
  int shared = 0;
  std::size_t i = a.size(), j = b.size();
  while (shared < 3 && i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
    --i;
    --j;
    if ((static_cast<unsigned char>(a[i]) & 0xC0U) != 0x80U) ++shared;
  }
  return shared;
}

bool is_fair(const std::string& other, std::string_view right, const Line& line, const LanguageTag& language) {
  const std::size_t letters = grapheme_count(right), others = grapheme_count(other);
  if (difference(letters, others) > std::max<std::size_t>(1, letters / 3)) return false;
  if (look_like_forms(other, right) || compare_answer(right, other, language) != Answer::wrong) return false;
  return std::ranges::none_of(line.words, [&](const LineWord& word) { return look_like_forms(word.folded, other); });
}

/// Fair words, the best first; equally good ones mixed.
std::vector<std::string> distractors(const std::vector<std::string>& pool, std::string_view right, const Line& line,
                                     const LanguageTag& language, Random& random) {
  std::vector<std::string> fair;
  for (const std::string& word : pool)
    if (is_fair(word, right, line, language)) fair.push_back(word);
  random.shuffle(fair);
  std::ranges::stable_sort(fair, std::ranges::greater{},
                           [&](const std::string& word) { return shared_ending(word, right); });
  return fair;
}

/// Words of this work that may stand in a gap, each once.
std::vector<std::string> words_of(const Lines& lines) {
  std::set<std::string> words;
  for (const Line& line : lines.all)
    for (const LineWord& word : line.words)
      if (word.is_content() && word.is_small) words.emplace(text_of(line, word));
  return {words.begin(), words.end()};
}

/// The best wrong options: from the same work, and where it has too few from the whole pack.
std::vector<std::string> wrong_words(const Material& material, const std::vector<std::string>& own,
                                     std::string_view right, const Line& line, Random& random) {
  std::vector<std::string> chosen;
  const auto take = [&](const std::vector<std::string>& pool) {
    for (std::string& word : distractors(pool, right, line, material.lines.language, random)) {
      const bool like_another =
          std::ranges::any_of(chosen, [&](const std::string& other) { return look_like_forms(other, word); });
      if (chosen.size() < wrong_options && !like_another) chosen.push_back(std::move(word));
    }
  };
  take(own);
  if (chosen.size() < wrong_options) take(material.counts.content_words(material.lines.language));
  return chosen;
}

std::optional<ChoiceItem> item_of(const Line& line, const Material& material, const std::vector<std::string>& own,
                                  Random& random) {
  std::vector<const LineWord*> candidates;
  for (const LineWord& word : line.words)
    if (word.has_meaning() && word.is_small && word.letters >= least_letters) candidates.push_back(&word);
  random.shuffle(candidates);
  for (const LineWord* word : candidates) {
    if (word->belongs_to_name) continue;
    const std::string right(text_of(line, *word));
    std::vector<std::string> options = wrong_words(material, own, right, line, random);
    if (options.size() < least_wrong_options) continue;
    ChoiceItem item;
    item.text = line.text;
    item.gap = gap_for(line, *word, material.lines.language, false);
    item.correct = random.below(options.size() + 1);
    options.insert(options.begin() + static_cast<std::ptrdiff_t>(item.correct), right);
    item.options = std::move(options);
    return item;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Activity> derive_choice(const Material& material) {
  if (!material.lines.is_heard) return {};
  Activity activity = activity_of(material, "choice");
  Random random = random_for(material, activity);
  const std::vector<std::string> own = words_of(material.lines);
  std::vector<std::pair<const Line*, ChoiceItem>> found;
  for (const Line& line : material.lines.unique) {
    if (!line.when || line.words.size() < least_words) continue;
    if (auto item = item_of(line, material, own, random)) found.emplace_back(&line, std::move(*item));
  }
  for (auto& [line, item] : spread(found, most_lines)) add_item(activity, {line}, std::move(item));
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
