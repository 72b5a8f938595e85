// "flashcards": a line and what it means; where nobody translated, a line with a blank and the word that fills it.
#include <algorithm>

#include "pipeline/base/text.h"
#include "pipeline/learning/derivations.h"

namespace integrart::learning {

namespace {

constexpr std::size_t most_cards = 24;
constexpr std::size_t longest_line = 120;  // grapheme clusters
constexpr std::size_t least_letters = 3;

void add_meanings(const Material& material, Activity& activity) {
  std::vector<const Line*> lines;
  for (const Line& line : material.lines.unique)
    if (!line.translation.empty() && grapheme_count(line.text) <= longest_line) lines.push_back(&line);
  for (const Line* line : spread(lines, most_cards))
    add_item(activity, {line}, FlashcardItem{line->text, line->translation});
}

void add_blanks(const Material& material, Activity& activity) {
  Random random = random_for(material, activity);
  std::vector<std::pair<const Line*, FlashcardItem>> cards;
  for (const Line& line : material.lines.unique) {
    std::vector<const LineWord*> words;
    for (const LineWord& word : line.words)
      if (word.is_content() && word.letters >= least_letters) words.push_back(&word);
    if (words.empty() || line.words.size() < 3 || grapheme_count(line.text) > longest_line) continue;
    const LineWord& word = *words[random.below(words.size())];
    FlashcardItem card;
    card.front = line.text.substr(0, word.range.begin) + "____" + line.text.substr(word.range.end);
    card.back.by_language[material.lines.language.text()] = text_of(line, word);
    cards.emplace_back(&line, std::move(card));
  }
  for (auto& [line, card] : spread(cards, most_cards)) add_item(activity, {line}, std::move(card));
}

}  // namespace

std::vector<Activity> derive_flashcards(const Material& material) {
  Activity activity = activity_of(material, "flashcards");
  add_meanings(material, activity);
  if (activity.items.empty()) add_blanks(material, activity);
  return unless_empty(std::move(activity));
}

}  // namespace integrart::learning
