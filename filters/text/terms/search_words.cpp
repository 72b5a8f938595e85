#include "filters/text/terms/search_words.h"

#include <algorithm>
#include <array>
#include <optional>

#include "filters/text/reading/code_points.h"

namespace integrart {
namespace {

constexpr std::size_t longest_word = 60;  // longer ones are no words; compounds of our languages stay below
constexpr std::size_t least_spaced_letters = 3;
constexpr std::size_t widest_gap = 3;  // signs between letters of one word
constexpr std::ptrdiff_t least_disguising_accents = 2;

struct Sign {
  char32_t written, letter;
};
/// Digits and signs that are written for letters (moderation research 4.2); '1' may also be 'l'.
constexpr auto signs_for_letters = std::to_array<Sign>({{U'0', U'o'},
                                                        {U'1', U'i'},
                                                        {U'3', U'e'},
                                                        {U'4', U'a'},
                                                        {U'5', U's'},
                                                        {U'7', U't'},
                                                        {U'$', U's'},
                                                        {U'@', U'a'},
                                                        {U'!', U'i'},
                                                        {U'+', U't'},
                                                        {U'(', U'c'},
                                                        {U'\u20AC', U'e'},
                                                        {U'|', U'l'}});

/// The same beside Cyrillic letters, in the two ways in which the ambiguous ones are read.
struct CyrillicSign {
  char32_t written, one, other;
};
constexpr auto signs_for_cyrillic = std::to_array<CyrillicSign>({{U'0', U'\u043E', U'\u043E'},       // о
                                                                 {U'1', U'\u0456', U'\u0438'},       // і, и
                                                                 {U'3', U'\u0437', U'\u0435'},       // з, е
                                                                 {U'4', U'\u0447', U'\u0430'},       // ч, а
                                                                 {U'6', U'\u0431', U'\u0431'},       // б
                                                                 {U'9', U'\u044F', U'\u044F'},       // я
                                                                 {U'@', U'\u0430', U'\u044F'},       // а, я
                                                                 {U'$', U'\u0441', U'\u0441'},       // с
                                                                 {U'\u20AC', U'\u0454', U'\u0435'},  // є, е
                                                                 {U'!', U'\u0456', U'\u0438'},       // і, и
                                                                 {U'|', U'\u0456', U'\u043B'}});     // і, л

bool is_cyrillic(char32_t point) {
  return point >= 0x400 && point < 0x530;
}

/// Latin letters among Cyrillic ones, by their sound or by their shape in small letters and in handwriting.
constexpr auto letters_for_cyrillic = std::to_array<CyrillicSign>(
    {{U'a', U'\u0430', U'\u0430'}, {U'b', U'\u0431', U'\u044C'}, {U'c', U'\u0441', U'\u0446'},
     {U'd', U'\u0434', U'\u0434'}, {U'e', U'\u0435', U'\u0435'}, {U'f', U'\u0444', U'\u0444'},
     {U'g', U'\u0433', U'\u0434'}, {U'h', U'\u0445', U'\u043D'}, {U'i', U'\u0438', U'\u0456'},
     {U'j', U'\u0439', U'\u0439'}, {U'k', U'\u043A', U'\u043A'}, {U'l', U'\u043B', U'\u043B'},
     {U'm', U'\u043C', U'\u0442'}, {U'n', U'\u043D', U'\u043F'}, {U'o', U'\u043E', U'\u043E'},
     {U'p', U'\u043F', U'\u0440'}, {U'r', U'\u0440', U'\u0433'}, {U's', U'\u0441', U'\u0441'},
     {U't', U'\u0442', U'\u0442'}, {U'u', U'\u0443', U'\u0438'}, {U'v', U'\u0432', U'\u0432'},
     {U'w', U'\u0448', U'\u0448'}, {U'x', U'\u0445', U'\u0445'}, {U'y', U'\u0443', U'\u0443'},
     {U'z', U'\u0437', U'\u0437'}});

template <class Table>
std::u32string replaced_by(const Table& table, std::u32string_view word, char32_t CyrillicSign::*way) {
  std::u32string read(word);
  for (char32_t& point : read)
    if (const auto sign = std::ranges::find(table, point, &CyrillicSign::written); sign != table.end())
      point = (*sign).*way;
  return read;
}

std::u32string with_cyrillic(std::u32string_view word, char32_t CyrillicSign::*way) {
  return replaced_by(signs_for_cyrillic, word, way);
}

/// Scripts that put no spaces between words: Thai, Lao, Myanmar, Khmer, Chinese, Japanese.
bool is_unspaced(char32_t point) {
  return (point >= 0xE00 && point < 0xF00) || (point >= 0x1000 && point < 0x10A0) ||
         (point >= 0x1780 && point < 0x1800) || (point >= 0x3040 && point < 0x3100) ||
         (point >= 0x3400 && point < 0xA000) || (point >= 0x20000 && point < 0x32000);
}

std::optional<char32_t> letter_for(char32_t point) {
  const auto sign = std::ranges::find(signs_for_letters, point, &Sign::written);
  return sign == signs_for_letters.end() ? std::nullopt : std::optional(sign->letter);
}
bool hides_letter(char32_t point) {
  return point == U'*' || point == U'#' || point == U'_';
}
bool is_apostrophe(char32_t point) {
  return point == U'\'' || point == U'\u2019' || point == U'\u02BC';
}
bool is_word_sign(char32_t point) {
  return is_letter_or_digit(point) || letter_for(point) || hides_letter(point) || is_apostrophe(point);
}

/// Signs stand for letters beside letters only: "5137" is a number, "5l3t" is none. Signs alone that are no digits
/// ("$#!+") may be a word.
bool is_number(std::u32string_view word) {
  return std::ranges::none_of(word, is_letter) &&
         std::ranges::any_of(word, [](char32_t p) { return digit_value(p) >= 0; });
}

std::u32string with_letters(std::u32string_view word, char32_t one) {
  std::u32string read(word);
  for (char32_t& point : read) {
    if (point == U'1')
      point = one;
    else if (const auto letter = letter_for(point))
      point = *letter;
  }
  return read;
}

/// Runs of three and more of one letter cut to `most`.
std::u32string with_short_runs(std::u32string_view word, std::size_t most) {
  std::u32string shorter;
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = begin + 1;
    while (end < word.size() && word[end] == word[begin]) ++end;
    const std::size_t length = end - begin;
    shorter.append(length >= 3 ? std::min(length, most) : length, word[begin]);
    begin = end;
  }
  return shorter;
}

bool has_long_run(std::u32string_view word) {
  return with_short_runs(word, 1).size() != word.size();
}

bool is_latin(char32_t point) {
  return point < 0x370 || (point >= 0x1E00 && point < 0x1F00);
}

/// Letters of different scripts: worth asking ICU whether they are written together.
bool may_mix_scripts(std::u32string_view word) {
  const auto script_of = [](char32_t point) {
    if (is_latin(point)) return 1;
    if (point < 0x400 || (point >= 0x1F00 && point < 0x2000)) return 2;  // Greek
    return is_cyrillic(point) ? 3 : 4;
  };
  int first = 0;
  for (const char32_t point : word) {
    if (!is_letter(point)) continue;
    if (first == 0) first = script_of(point);
    if (script_of(point) != first) return true;
  }
  return false;
}

/// Of the scripts whose capitals look like Latin ones more often than their small letters do.
char32_t capital_of(char32_t point) {
  if (point >= 0x430 && point <= 0x44F) return point - 32;
  if (point >= 0x450 && point <= 0x45F) return point - 80;
  if (point == 0x3C2) return 0x3A3;  // final sigma
  if (point >= 0x3B1 && point <= 0x3C9) return point - 32;
  return point;
}

void add_spelling(SearchWord& word, std::u32string spelling) {
  if (std::ranges::find(word.spellings, spelling) == word.spellings.end())
    word.spellings.push_back(std::move(spelling));
}

std::size_t end_of(const FoldedText& text, std::size_t folded_end) {
  return folded_end < text.origin.size() ? text.origin[folded_end] : text.origin.back() + 1;
}

/// "i_d_i_o_t", "i*d*i*o*t", "i|d|i|o|t": one sign, which else hides or stands for letters, between all of them.
bool is_spelled_with_gaps(std::u32string_view word) {
  if (word.size() < 2 * least_spaced_letters - 1 || word.size() % 2 == 0 || is_letter_or_digit(word[1])) return false;
  for (std::size_t i = 0; i < word.size(); ++i)
    if (i % 2 == 1 ? word[i] != word[1] : !is_letter_or_digit(word[i])) return false;
  return true;
}

std::u32string without_gaps(std::u32string_view word) {
  std::u32string letters;
  for (std::size_t i = 0; i < word.size(); i += 2) letters += word[i];
  return letters;
}

/// An exclamation mark in front is punctuation, or stands for the first letter; "@" and "+" behind for the last one.
void add_with_signs_around(SearchWord& word, std::u32string_view points, std::size_t begin, std::size_t end,
                           const std::u32string& plain) {
  const std::u32string_view before = begin > 0 && points[begin - 1] == U'!' ? U"!" : U"";
  const bool has_sign_behind = end < points.size() && (points[end] == U'@' || points[end] == U'+');
  const std::u32string_view behind = has_sign_behind ? points.substr(end, 1) : U"";
  if (before.empty() && behind.empty()) return;
  const std::u32string in_front = std::u32string(before) + plain;
  for (const std::u32string& whole : {in_front, plain + std::u32string(behind), in_front + std::u32string(behind)}) {
    if (whole == plain) continue;
    add_spelling(word, with_letters(whole, U'i'));
    if (std::ranges::none_of(plain, is_cyrillic)) continue;
    add_spelling(word, with_cyrillic(whole, &CyrillicSign::one));
    add_spelling(word, with_cyrillic(whole, &CyrillicSign::other));
  }
}

SearchWord word_from(const FoldedText& text, std::size_t begin, std::size_t end) {
  SearchWord word;
  word.begin = text.origin[begin];
  word.end = std::max(word.begin + 1, end_of(text, end));
  const std::u32string_view written = std::u32string_view(text.points).substr(begin, end - begin);
  std::u32string plain = alike_for_search(written);
  add_spelling(word, plain);
  add_with_signs_around(word, text.points, begin, end, plain);
  if (is_spelled_with_gaps(plain)) {
    plain = without_gaps(plain);
    add_spelling(word, plain);
  }
  const bool has_signs = std::ranges::any_of(plain, [](char32_t point) { return letter_for(point).has_value(); });
  if (has_signs && !is_number(plain)) {
    add_spelling(word, with_letters(plain, U'i'));
    add_spelling(word, with_letters(plain, U'l'));
  }
  if (std::ranges::any_of(plain, is_cyrillic)) {
    for (const auto way : {&CyrillicSign::one, &CyrillicSign::other}) {
      add_spelling(word, with_cyrillic(plain, way));
      if (may_mix_scripts(plain)) add_spelling(word, replaced_by(letters_for_cyrillic, with_cyrillic(plain, way), way));
    }
  }
  const auto accented = std::ranges::count_if(
      plain, [](char32_t point) { return (point >= 0xC0 && point < 0x250) || (point >= 0x1E00 && point < 0x1F00); });
  if (accented >= least_disguising_accents) add_spelling(word, without_marks(plain));
  const std::vector<std::u32string> so_far = word.spellings;
  for (const std::u32string& spelling : so_far)
    if (has_long_run(spelling)) {
      add_spelling(word, with_short_runs(spelling, 1));
      add_spelling(word, with_short_runs(spelling, 2));
    }
  if (may_mix_scripts(plain)) {
    const std::u32string read = with_cyrillic(plain, &CyrillicSign::one);
    if (!skeleton_of_mixed_script(read).empty()) word.looks = {look_of(read), look_in_capitals(read)};
  }
  if (std::ranges::any_of(plain, hides_letter)) {
    word.masked = plain;
    std::ranges::replace_if(word.masked, hides_letter, U'\uFFFD');
  }
  return word;
}

/// Signs that only stand around words: "!stop!", "*smile*", "'quoted'".
void trim(std::u32string_view points, std::size_t& begin, std::size_t& end) {
  while (begin < end && !is_letter_or_digit(points[begin]) && points[begin] != U'$' && points[begin] != U'@') ++begin;
  while (begin < end && !is_letter_or_digit(points[end - 1]) && points[end - 1] != U'$') --end;
}

struct Piece {
  std::size_t begin, end;  // in the folded text
};

/// The words of a stretch without spaces, as ICU's dictionaries know them, and up to three in a row: they cut what they
/// do not know, and insults are seldom in dictionaries.
void add_unspaced(std::u32string_view points, std::size_t begin, std::size_t end, std::vector<Piece>& pieces) {
  constexpr std::size_t most_in_a_row = 3;
  const std::string utf8 = to_utf8(points.substr(begin, end - begin));
  std::vector<Piece> words;
  std::size_t byte = 0;
  std::size_t point = begin;
  const auto point_at = [&](std::size_t wanted) {
    for (; byte < wanted; ++byte)
      if ((static_cast<unsigned char>(utf8[byte]) & 0xC0U) != 0x80U) ++point;
    return point;
  };
  for (const ByteRange& range : word_ranges(utf8, LanguageTag{})) {
    const std::size_t first = point_at(range.begin);
    words.push_back({first, point_at(range.end)});
  }
  for (std::size_t i = 0; i < words.size(); ++i)
    for (std::size_t last = i; last < std::min(words.size(), i + most_in_a_row); ++last) {
      if (last > i && words[last].begin != words[last - 1].end) break;
      if (words[last].end - words[i].begin <= longest_word) pieces.push_back({words[i].begin, words[last].end});
    }
}

std::vector<Piece> pieces_of(const FoldedText& text) {
  std::vector<Piece> pieces;
  const std::u32string_view points = text.points;
  for (std::size_t at = 0; at < points.size();) {
    if (!is_word_sign(points[at])) {
      ++at;
      continue;
    }
    std::size_t begin = at;
    while (at < points.size() && is_word_sign(points[at])) ++at;
    std::size_t end = at;
    trim(points, begin, end);
    if (begin < end && std::ranges::any_of(points.substr(begin, end - begin), is_unspaced))
      add_unspaced(points, begin, end, pieces);
    else if (begin < end && end - begin <= longest_word)
      pieces.push_back({begin, end});
  }
  return pieces;
}

/// Single letters that follow each other with the same signs between: "i d i o t", "i.d.i.o.t", "i..d..i..o..t".
void add_spaced_words(const FoldedText& text, const std::vector<Piece>& pieces, std::vector<SearchWord>& words) {
  const std::u32string_view points = text.points;
  for (std::size_t first = 0; first < pieces.size();) {
    std::size_t last = first;
    const auto single = [&](std::size_t i) { return pieces[i].end - pieces[i].begin == 1; };
    const auto gap_behind = [&](std::size_t i) {
      return points.substr(pieces[i].end, std::max(pieces[i + 1].begin, pieces[i].end) - pieces[i].end);
    };
    while (single(first) && last + 1 < pieces.size() && single(last + 1) && !gap_behind(last).empty() &&
           gap_behind(last).size() <= widest_gap && gap_behind(last) == gap_behind(first))
      ++last;
    if (last - first + 1 >= least_spaced_letters && last - first < longest_word) {
      FoldedText letters;
      for (std::size_t i = first; i <= last; ++i) {
        letters.points += points[pieces[i].begin];
        letters.origin.push_back(text.origin[pieces[i].begin]);
      }
      SearchWord word = word_from(letters, 0, letters.points.size());
      word.joined = true;
      words.push_back(std::move(word));
    }
    first = last + 1;
  }
}

}  // namespace

std::u32string alike_for_search(std::u32string_view word) {
  std::u32string alike;
  for (const char32_t point : word) {
    if (is_apostrophe(point)) continue;
    switch (point) {
      case 0x622:  // alef with madda, with hamza above and below, wasla
      case 0x623:
      case 0x625:
      case 0x671:
        alike += char32_t{0x627};
        break;
      case 0x649:  // alef maksura and the Persian yeh
      case 0x6CC:
        alike += char32_t{0x64A};
        break;
      case 0x629:  // teh marbuta, which is written as heh
        alike += char32_t{0x647};
        break;
      case 0x6A9:  // the Persian kaf
        alike += char32_t{0x643};
        break;
      default:
        alike += point;
    }
  }
  return alike;
}

bool is_word_of_pattern(std::u32string_view pattern, const SearchWord& word) {
  const bool any_ending = pattern.ends_with(U'*');
  if (any_ending) pattern.remove_suffix(1);
  return std::ranges::any_of(word.spellings, [&](const std::u32string& spelling) {
    return any_ending ? spelling.starts_with(pattern) : spelling == pattern;
  });
}

std::vector<std::u32string> words_of_phrase(std::u32string_view phrase) {
  std::vector<std::u32string> words;
  for (std::size_t begin = 0; begin < phrase.size();) {
    const std::size_t end = std::min(phrase.find(U' ', begin), phrase.size());
    if (end > begin) words.emplace_back(phrase.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::u32string look_of(std::u32string_view word) {
  std::u32string look = skeleton(word);
  std::ranges::transform(look, look.begin(), lower_case);
  look = skeleton(look);  // small letters have other pairs than capitals ("m" is like "rn")
  std::ranges::replace(look, U'i', U'l');
  return look;
}

std::u32string look_in_capitals(std::u32string_view word) {
  std::u32string capitals(word);
  std::ranges::transform(capitals, capitals.begin(), capital_of);
  return look_of(capitals);
}

std::vector<SearchWord> search_words(const FoldedText& text) {
  std::vector<SearchWord> words;
  const std::vector<Piece> pieces = pieces_of(text);
  words.reserve(pieces.size());
  for (const Piece& piece : pieces) words.push_back(word_from(text, piece.begin, piece.end));
  add_spaced_words(text, pieces, words);
  return words;
}

}  // namespace integrart
