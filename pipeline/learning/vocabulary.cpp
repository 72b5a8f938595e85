// "vocabulary": the words worth keeping, each with a line that uses it. Of the forms of one word, the first.
#include <algorithm>

#include "pipeline/learning/derivations.h"
#include "pipeline/learning/words.h"

namespace integrart::learning {

namespace {

constexpr std::size_t most_words = 24;
constexpr std::size_t least_letters = 3;

struct Found {
  const Line* line;
  const LineWord* word;
  std::size_t count;  // in this work
};

std::size_t count_in(const Lines& lines, const std::string& folded) {
  std::size_t count = 0;
  for (const Line& line : lines.all)
    count += static_cast<std::size_t>(std::ranges::count(line.words, folded, &LineWord::folded));
  return count;
}

std::vector<Found> words_to_learn(const Lines& lines) {
  std::vector<Found> found;
  for (const Line& line : lines.unique)
    for (const LineWord& word : line.words) {
      if (!word.is_content() || word.letters < least_letters) continue;
      const bool known = std::ranges::any_of(
          found, [&](const Found& other) { return look_like_forms(other.word->folded, word.folded); });
      if (!known) found.push_back({&line, &word, count_in(lines, word.folded)});
    }
  return found;
}

/// The words that are said more than once, and of the others some from everywhere.
std::vector<Found> most_said(const std::vector<Found>& found) {
  std::vector<Found> often, once;
  for (const Found& one : found) (one.count > 1 ? often : once).push_back(one);
  std::ranges::stable_sort(often, std::ranges::greater{}, &Found::count);
  if (often.size() > most_words) often.resize(most_words);
  for (const Found& one : spread(once, most_words - often.size())) often.push_back(one);
  return often;
}

}  // namespace

std::vector<Activity> derive_vocabulary(const Material& material) {
  Activity activity = activity_of(material, "vocabulary");
  std::vector<Found> found = words_to_learn(material.lines);
  if (found.size() > most_words) found = most_said(found);
  // As they are heard.
  std::ranges::stable_sort(found, {},
                           [](const Found& one) { return std::pair(one.line->position, one.word->range.begin); });
  for (const Found& one : found) {
    VocabularyItem item;
    item.word = one.word->folded;
    item.count = one.count;
    item.example = one.line->text;
    item.begin = one.word->range.begin;
    item.length = one.word->range.end - one.word->range.begin;
    item.translation = one.line->translation;
    add_item(activity, {one.line}, std::move(item));
  }
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
