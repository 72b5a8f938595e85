#include "pipeline/learning/answer.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "pipeline/base/text.h"

namespace integrart::learning {

namespace {

using Replacement = std::pair<char32_t, char32_t>;

constexpr auto russian = std::to_array<Replacement>({{U'ё', U'е'}});
constexpr auto arabic = std::to_array<Replacement>(
    {{U'أ', U'ا'}, {U'إ', U'ا'}, {U'آ', U'ا'}, {U'ٱ', U'ا'}, {U'ى', U'ي'}, {U'ة', U'ه'}, {U'ؤ', U'و'}, {U'ئ', U'ي'}});
constexpr auto western = std::to_array<Replacement>(
    {{U'á', U'a'}, {U'à', U'a'}, {U'â', U'a'}, {U'ä', U'a'}, {U'é', U'e'}, {U'è', U'e'}, {U'ê', U'e'},
     {U'ë', U'e'}, {U'í', U'i'}, {U'ì', U'i'}, {U'î', U'i'}, {U'ï', U'i'}, {U'ó', U'o'}, {U'ò', U'o'},
     {U'ô', U'o'}, {U'ö', U'o'}, {U'ú', U'u'}, {U'ù', U'u'}, {U'û', U'u'}, {U'ü', U'u'}});

std::span<const Replacement> replacements_of(const LanguageTag& language) {
  const std::string primary = language.primary();
  if (primary == "ru") return russian;
  if (primary == "ar") return arabic;
  if (primary == "nl" || primary == "nb" || primary == "nn" || primary == "en") return western;
  return {};
}

/// The apostrophes that keyboards and typesetters use for the same sign.
bool is_apostrophe(char32_t point) {
  return point == U'\'' || point == U'\u2019' || point == U'\u2018' || point == U'\u02BC' || point == U'\u02B9' ||
         point == U'`' || point == U'\u00B4';
}

/// Letters, marks and digits, apostrophes inside of words, and single spaces.
std::u32string words_only(std::u32string_view points) {
  std::u32string words;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool inside = !words.empty() && words.back() != U' ' && i + 1 < points.size();
    if (is_apostrophe(points[i])) {
      const bool joins = inside && is_word_character(points[i + 1]) && !is_apostrophe(points[i + 1]);
      if (joins) words += U'\'';
      if (joins || !inside) continue;
    } else if (is_word_character(points[i])) {
      words += points[i];
      continue;
    }
    if (!words.empty() && words.back() != U' ') words += U' ';
  }
  if (!words.empty() && words.back() == U' ') words.pop_back();
  return words;
}

std::u32string folded_points(std::string_view text, const LanguageTag& language) {
  std::u32string points = folded_for_search(text).points;
  for (char32_t& point : points)
    for (const auto& [from, to] : replacements_of(language))
      if (point == from) point = to;
  return words_only(points);
}

std::string utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) {
    if (point < 0x80U) {
      text += static_cast<char>(point);
    } else if (point < 0x800U) {
      text += static_cast<char>(0xC0U | (point >> 6U));
      text += static_cast<char>(0x80U | (point & 0x3FU));
    } else if (point < 0x10000U) {
      text += static_cast<char>(0xE0U | (point >> 12U));
      text += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
      text += static_cast<char>(0x80U | (point & 0x3FU));
    } else {
      text += static_cast<char>(0xF0U | (point >> 18U));
      text += static_cast<char>(0x80U | ((point >> 12U) & 0x3FU));
      text += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
      text += static_cast<char>(0x80U | (point & 0x3FU));
    }
  }
  return text;
}

constexpr std::size_t longest_compared = 2000;  // code points; a line has less than 200

/// Insertions, deletions, replacements and swapped neighbours (Damerau's four slips), each 1.
std::size_t slips_between(std::u32string_view a, std::u32string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, now);
  }
  return last[b.size()];
}

}  // namespace

std::string folded_answer(std::string_view text, const LanguageTag& language) {
  return utf8(folded_points(text, language));
}

Answer compare_answer(std::string_view expected, std::string_view given, const LanguageTag& language) {
  const std::u32string wanted = folded_points(expected, language);
  const std::u32string written = folded_points(given, language);
  if (wanted == written) return Answer::right;
  if (written.empty() || wanted.size() > longest_compared || written.size() > longest_compared) return Answer::wrong;
  if (without_marks(wanted) == without_marks(written)) return Answer::almost;
  // One slip in a word of four letters, one more for every eight further letters of a line.
  const std::size_t forgiven = wanted.size() < 4 ? 0 : 1 + (wanted.size() - 4) / 8;
  return slips_between(wanted, written) <= forgiven ? Answer::almost : Answer::wrong;
}

}  // namespace integrart::learning
