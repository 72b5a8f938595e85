#include "pipeline/learning/arabic.h"

#include <algorithm>
#include <array>

namespace integrart::learning {

namespace {

// All Arabic letters and signs here have two bytes.
constexpr std::size_t letter_bytes = 2;

bool is_sign(std::string_view letter) {
  constexpr auto signs = std::to_array<std::string_view>(
      {"\u064B", "\u064C", "\u064D", "\u064E", "\u064F", "\u0650", "\u0651", "\u0652", "\u0670", "\u0640"});
  return std::ranges::find(signs, letter) != signs.end();
}

std::string_view plain_letter(std::string_view letter) {
  constexpr auto alifs = std::to_array<std::string_view>({"أ", "إ", "آ", "ٱ"});
  return std::ranges::find(alifs, letter) != alifs.end() ? std::string_view("ا") : letter;
}

/// Bytes of `word` that spell `letters`, with the signs on them; 0 when it begins otherwise.
std::size_t bytes_spelling(std::string_view word, std::string_view letters) {
  std::size_t at = 0, spelt = 0;
  while (at < word.size()) {
    const std::string_view letter = word.substr(at, letter_bytes);
    const bool sign = is_sign(letter);
    if (!sign && spelt == letters.size()) return at;
    const std::string_view wanted = letters.substr(spelt, letter_bytes);
    // No hamza sits on the alif of the article: "colours" begins with other letters.
    if (!sign && letter != wanted && (letter != "ٱ" || wanted != "ا")) return 0;
    if (!sign) spelt += letter_bytes;
    at += letter.size();
  }
  return 0;
}

std::string rewritten(std::string_view word, bool keeps_hamza) {
  std::string bare;
  while (!word.empty()) {
    const bool two_bytes = (static_cast<unsigned char>(word.front()) & 0xE0U) == 0xC0U && word.size() >= letter_bytes;
    const std::string_view letter = word.substr(0, two_bytes ? letter_bytes : 1);
    if (!is_sign(letter)) bare += keeps_hamza ? letter : plain_letter(letter);
    word.remove_prefix(letter.size());
  }
  return bare;
}

}  // namespace

std::string without_signs(std::string_view word) {
  return rewritten(word, true);
}

std::string bare_arabic(std::string_view word) {
  return rewritten(word, false);
}

std::size_t article_length(std::string_view word) {
  constexpr auto articles =
      std::to_array<std::string_view>({"وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال"});
  // "father", "God", "the one who", "balloon", "colours": the letters of the article belong to the word.
  constexpr auto whole =
      std::to_array<std::string_view>({"والد", "الله", "والله", "بالله", "لله", "التي", "الذي", "بالون", "الوان"});
  constexpr std::size_t least_rest = 2 * letter_bytes;
  const std::string bare = bare_arabic(word);
  if (std::ranges::any_of(whole, [&](std::string_view beginning) { return bare.starts_with(beginning); })) return 0;
  for (const std::string_view article : articles)
    if (bare.starts_with(article))
      return bare.size() >= article.size() + least_rest ? bytes_spelling(word, article) : 0;
  return 0;
}

}  // namespace integrart::learning
