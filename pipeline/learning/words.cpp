#include "pipeline/learning/words.h"

#include <algorithm>
#include <array>

#include "pipeline/learning/arabic_names.h"
#include "pipeline/learning/function_words.h"

namespace integrart::learning {

namespace {

constexpr std::size_t longest_word = 40;  // grapheme clusters; what is longer is no word to learn
constexpr std::size_t longest_word_bytes = 200;

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::size_t length_of_point(unsigned char first) {
  if (first < 0x80U) return 1;
  if (first < 0xE0U) return 2;
  return first < 0xF0U ? 3 : 4;
}

char32_t point_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = std::min(length_of_point(first), text.size() - at);
  char32_t point = length == 1 ? first : first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  return point;
}

constexpr auto apostrophes = std::to_array<std::string_view>({"'", "\u2019", "\u02BC"});

bool is_apostrophe(std::string_view text, std::size_t at) {
  return std::ranges::any_of(apostrophes, [&](std::string_view sign) { return text.substr(at).starts_with(sign); });
}

/// Letters with their marks, and apostrophes: no digit, no point, no underscore, no sign of any format.
bool has_only_letters(std::string_view word) {
  for (std::size_t at = 0; at < word.size(); at += length_of_point(static_cast<unsigned char>(word[at]))) {
    const char c = word[at];
    if (is_apostrophe(word, at)) continue;
    if (static_cast<unsigned char>(c) < 0x80U) {
      if (!is_ascii_letter(c)) return false;
      continue;
    }
    const char32_t point = point_at(word, at);
    const bool digit = (point >= 0x660 && point <= 0x669) || (point >= 0x6F0 && point <= 0x6F9);
    if (digit || !is_word_character(point)) return false;
  }
  return true;
}

/// One word between hyphens or apostrophes is half a word.
bool is_joined(std::string_view text, const ByteRange& range) {
  constexpr auto joints = std::to_array<std::string_view>({"-", "\u2010", "\u2011", "\u00AD", "'", "\u2019", "_", "@"});
  const std::string_view before = text.substr(0, range.begin), after = text.substr(range.end);
  const bool letter_before = before.size() >= 2 && before.back() != ' ';
  return std::ranges::any_of(joints, [&](std::string_view joint) {
    const bool opens = letter_before && before.ends_with(joint) && before.size() > joint.size() &&
                       before[before.size() - joint.size() - 1] != ' ';
    const bool closes =
        after.starts_with(joint) && after.size() > joint.size() && after[joint.size()] != ' ' &&
        (static_cast<unsigned char>(after[joint.size()]) >= 0x80U || is_ascii_letter(after[joint.size()]));
    return opens || closes;
  });
}

/// "nr", "ul." and "kg": what is read as another word. A word of these alphabets has a vowel.
bool is_abbreviated(std::string_view text, const ByteRange& range, const std::string& folded_word,
                    const LanguageTag& language) {
  constexpr std::string_view vowels =
      " a ą â à á ä ã å æ e ę é è ê ë i í î ï o ó ò ô ö ø u ú ù û ü y ý а е ё є и і ї о у ю я ы э ";
  const bool has_point = text.substr(range.end).starts_with('.');
  if (has_point && is_abbreviation(text.substr(range.begin, range.end - range.begin), language)) return true;
  const auto languages = std::to_array<std::string_view>({"uk", "pl", "nl", "nb", "nn", "en", "ru"});
  if (std::ranges::find(languages, language.primary()) == languages.end()) return false;
  for (std::size_t at = 0; at < folded_word.size();) {
    const std::size_t length = length_of_point(static_cast<unsigned char>(folded_word[at]));
    if (vowels.find(" " + folded_word.substr(at, length) + " ") != std::string_view::npos) return false;
    at += length;
  }
  return true;
}

std::string folded(std::string_view word) {
  std::string text = case_folded(word);
  for (const std::string_view sign : apostrophes)
    for (std::size_t at = text.find(sign); sign.size() > 1 && at != std::string::npos; at = text.find(sign, at + 1))
      text.replace(at, sign.size(), "'");
  return text;
}

bool begins_with_capital(std::string_view word) {
  if (word.empty()) return false;
  const std::string_view first = word.substr(0, length_of_point(static_cast<unsigned char>(word.front())));
  return case_folded(first) != first;
}

/// Whether a new sentence (or quotation) may begin at `at`.
bool begins_sentence(std::string_view text, std::size_t at) {
  constexpr auto openers = std::to_array<std::string_view>(
      {".", "!", "?", "…", ":", "\"", "“", "„", "«", "»", "‘", "‚", "(", "[", "¿", "¡", "—", "–", "؟", "’", "'", "-"});
  std::string_view before = text.substr(0, at);
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  return before.empty() ||
         std::ranges::any_of(openers, [&](std::string_view opener) { return before.ends_with(opener); });
}

/// Words of address after which Arabic sets a name.
bool follows_address(const std::vector<LineWord>& words, std::size_t index) {
  constexpr auto address =
      std::to_array<std::string_view>({"يا", "السيد", "السيدة", "الأستاذ", "الأستاذة", "أستاذ", "أستاذة", "الدكتور",
                                       "الدكتورة", "الحاج", "أبو", "أم", "عمو"});
  return index > 0 && std::ranges::find(address, words[index - 1].folded) != address.end();
}

struct Seen {
  std::set<std::string> small;    // written small somewhere
  std::set<std::string> capital;  // written large inside of a sentence
};

Seen look_at(const std::vector<Line>& lines) {
  Seen seen;
  for (const Line& line : lines)
    for (const LineWord& word : line.words) {
      if (!word.is_capital)
        seen.small.insert(word.folded);
      else if (!word.opens_sentence)
        seen.capital.insert(word.folded);
    }
  return seen;
}

/// English writes "I" large wherever it stands.
bool is_always_capital(std::string_view folded_word, const LanguageTag& language) {
  constexpr auto forms = std::to_array<std::string_view>({"i", "i'm", "i'll", "i've", "i'd"});
  return language.primary() == "en" && std::ranges::find(forms, folded_word) != forms.end();
}

/// "Will", "May" and "Mark" are names too: a word that holds sentences together is one where people are called so, or
/// where it is written large without need. Written small it stays what it is, whoever is called so elsewhere.
bool function_word_may_be_name(const LineWord& word, const LanguageTag& language, const Seen& seen,
                               const std::set<std::string>& people) {
  if (people.contains(word.folded)) return true;
  if (!word.is_capital || is_always_capital(word.folded, language)) return false;
  return !word.opens_sentence || seen.capital.contains(word.folded);
}

bool may_be_name(const Line& line, std::size_t index, const LanguageTag& language, const Seen& seen,
                 const std::set<std::string>& people) {
  const LineWord& word = line.words[index];
  if (word.is_function) return function_word_may_be_name(word, language, seen, people);
  const bool is_arabic = language.primary() == "ar";
  if (people.contains(word.folded) || (is_arabic && is_arabic_name(word.folded))) return true;
  if (is_arabic && follows_address(line.words, index)) return true;
  if (!word.is_capital) return seen.capital.contains(word.folded);
  return !word.opens_sentence || seen.capital.contains(word.folded) || !seen.small.contains(word.folded);
}

}  // namespace

std::string_view text_of(const Line& line, const LineWord& word) {
  return std::string_view(line.text).substr(word.range.begin, word.range.end - word.range.begin);
}

void find_words(std::vector<Line>& lines, const LanguageTag& language, const std::set<std::string>& people) {
  for (Line& line : lines) {
    line.words.clear();
    for (const ByteRange& range : word_ranges(line.text, language)) {
      LineWord word;
      word.range = range;
      const std::string_view text = std::string_view(line.text).substr(range.begin, range.end - range.begin);
      word.folded = folded(text);
      word.letters = grapheme_count(text);
      word.is_plain = has_only_letters(text) && !is_joined(line.text, range) && word.letters <= longest_word &&
                      text.size() <= longest_word_bytes && !is_abbreviated(line.text, range, word.folded, language);
      word.is_small = case_folded(text) == text;
      word.is_capital = begins_with_capital(text);
      word.opens_sentence = begins_sentence(line.text, range.begin);
      word.is_function = is_function_word(word.folded, language);
      line.words.push_back(std::move(word));
    }
  }
  const Seen seen = look_at(lines);
  for (Line& line : lines)
    for (std::size_t i = 0; i < line.words.size(); ++i)
      line.words[i].may_be_name = may_be_name(line, i, language, seen, people);
}

std::vector<std::string> folded_words(std::string_view text, const LanguageTag& language) {
  std::vector<std::string> words;
  for (const ByteRange& range : word_ranges(text, language))
    words.push_back(folded(text.substr(range.begin, range.end - range.begin)));
  return words;
}

bool look_like_forms(std::string_view a, std::string_view b) {
  const std::string_view shorter = a.size() <= b.size() ? a : b, longer = a.size() <= b.size() ? b : a;
  std::size_t same = 0;
  while (same < shorter.size() && shorter[same] == longer[same]) ++same;
  while (same > 0 && same < shorter.size() && (static_cast<unsigned char>(shorter[same]) & 0xC0U) == 0x80U) --same;
  const std::size_t letters = code_point_count(shorter.substr(0, same));
  const std::size_t length = code_point_count(shorter);
  return longer.find(shorter) != std::string_view::npos || (letters >= 3 && 5 * letters >= 3 * length);
}

}  // namespace integrart::learning
