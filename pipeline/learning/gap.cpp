#include "pipeline/learning/gap.h"

#include <algorithm>

#include "pipeline/learning/arabic.h"

namespace integrart::learning {

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

void add(std::vector<std::string>& answers, std::string answer) {
  if (std::ranges::find(answers, answer) == answers.end()) answers.push_back(std::move(answer));
}

/// Spellings that a keyboard or a habit makes of one word: the three apostrophes, and е for ё in Russian.
std::vector<std::string> spellings(std::string_view word, const LanguageTag& language) {
  std::vector<std::string> answers{std::string(word)};
  std::string plain(word);
  for (const std::string_view sign : {"\u2019", "\u02BC"}) plain = replaced(std::move(plain), sign, "'");
  for (const std::string_view sign : {"'", "\u2019", "\u02BC"}) add(answers, replaced(plain, "'", sign));
  if (language.primary() == "ru") add(answers, replaced(replaced(plain, "ё", "е"), "Ё", "Е"));
  return answers;
}

std::size_t letter_length(std::string_view word) {
  std::size_t length = word.empty() ? 0 : 1;
  while (length < word.size() && (static_cast<unsigned char>(word[length]) & 0xC0U) == 0x80U) ++length;
  return length;
}

/// Its first letter; in Arabic the article too, which says nothing alone.
std::string beginning(std::string_view word, const LanguageTag& language) {
  const std::size_t article = language.primary() == "ar" ? article_length(word) : 0;
  return std::string(word.substr(0, article + letter_length(word.substr(article))));
}

}  // namespace

ActivityGap gap_for(const Line& line, const LineWord& word, const LanguageTag& language, bool with_tip) {
  ActivityGap gap;
  gap.begin = word.range.begin;
  gap.length = word.range.end - word.range.begin;
  gap.answers = spellings(text_of(line, word), language);
  if (with_tip) gap.tip = beginning(text_of(line, word), language) + "…";
  return gap;
}

}  // namespace integrart::learning
