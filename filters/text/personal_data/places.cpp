// Street addresses by the words streets are called with, where a number of a house belongs to them.

#include <algorithm>
#include <array>

#include "filters/text/personal_data/recognisers.h"
#include "filters/text/personal_data/street_words.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool is_digit(char32_t point) {
  return digit_value(point) >= 0;
}

/// A number of a house: one to four digits and at most one letter, and no year.
bool is_house_number(std::u32string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && digits < 5 && is_digit(word[digits])) ++digits;
  const bool year = digits == 4 && word.size() == 4 && (word.starts_with(U"19") || word.starts_with(U"20"));
  return digits > 0 && digits < 5 && word.size() - digits <= 1 && word[0] != U'0' && !year;
}

/// The words of a text, and what stands between them.
class Words {
 public:
  explicit Words(const Prepared& prepared) : m_prepared(prepared), m_words(words_of(prepared.text)) {}

  std::size_t count() const { return m_words.size(); }
  std::size_t begin_of(std::size_t index) const { return m_words[index].begin; }
  std::size_t end_of(std::size_t index) const { return m_words[index].end; }
  /// In lower case; empty behind the last.
  std::u32string_view lower(std::size_t index) const {
    if (index >= m_words.size()) return {};
    return std::u32string_view(m_prepared.lower).substr(begin_of(index), end_of(index) - begin_of(index));
  }
  bool is_capital(std::size_t index) const {
    return index < m_words.size() && m_prepared.text[begin_of(index)] != m_prepared.lower[begin_of(index)];
  }
  bool is_number(std::size_t index) const {
    return index < m_words.size() && is_digit(m_prepared.text[begin_of(index)]);
  }
  char32_t sign_at(std::size_t at) const { return point_at(m_prepared.text, at); }
  /// True when nothing but one to four of `signs` and blanks stands between the word and the next.
  bool is_followed_by(std::size_t index, std::u32string_view signs) const {
    if (index + 1 >= m_words.size()) return false;
    const std::size_t begin = end_of(index), end = begin_of(index + 1);
    if (end == begin || end - begin > 4) return false;
    for (std::size_t at = begin; at < end; ++at)
      if (!is_blank(sign_at(at)) && signs.find(sign_at(at)) == std::u32string_view::npos) return false;
    return true;
  }

 private:
  const Prepared& m_prepared;
  std::vector<Word> m_words;
};

constexpr std::u32string_view inside_names = U".";
constexpr std::u32string_view before_numbers = U".,\u060C\u2116#:";  // also the Arabic comma and №

// ---- the number of a house, with what belongs to it ----

/// "3,5", "5.30", "18:30", "5 %": a measure, a time or a price.
bool is_measure(const Words& words, std::size_t index) {
  const std::size_t end = words.end_of(index);
  const char32_t sign = words.sign_at(end);
  if ((sign == U'.' || sign == U',' || sign == U':') && is_digit(words.sign_at(end + 1))) return true;
  const char32_t unit = is_blank(sign) ? words.sign_at(end + 1) : sign;
  return unit == U'%' || unit == U'\u00B0' || unit == U'\u20AC' || unit == U'$' || unit == U'\u00A3' ||
         unit == U'\u20B4';
}
/// "5 lat", "603 628", "17. mai".
bool is_count(const Words& words, std::size_t index) {
  const bool may_be_ordinal = words.is_followed_by(index, U".") && !words.is_capital(index + 1);
  if (may_be_ordinal && is_counted(words.lower(index + 1)) && words.lower(index + 1) != U"м") return true;
  if (!words.is_followed_by(index, U"")) return false;
  const std::u32string_view next = words.lower(index + 1);
  if (next.size() == 3 && std::ranges::all_of(next, is_digit)) return true;
  const bool short_for_town = next == U"м" && words.sign_at(words.end_of(index + 1)) == U'.';
  const bool area = next == U"кв" && !words.is_number(index + 2);
  return area || (is_counted(next) && !short_for_town);
}

/// Where the flat ends that is named behind the house at `index`: "/4", "-12", " B", " m. 5", ", кв. 7".
std::size_t end_of_flat(const Words& words, std::size_t index) {
  const std::size_t end = words.end_of(index);
  const std::u32string_view next = words.lower(index + 1);
  const bool close = (words.sign_at(end) == U'/' || words.sign_at(end) == U'-') && index + 1 < words.count() &&
                     words.begin_of(index + 1) == end + 1;
  if (close && (is_house_number(next) || (next.size() == 1 && is_letter(next[0])))) return words.end_of(index + 1);
  if (words.is_followed_by(index, U"") && next.size() == 1 && words.is_capital(index + 1))
    return words.end_of(index + 1);
  if (words.is_followed_by(index, before_numbers) && is_word_before_flat(next) &&
      words.is_followed_by(index + 1, before_numbers) && is_house_number(words.lower(index + 2)))
    return words.end_of(index + 2);
  return end;
}

/// Where the house that the word at `index` numbers ends, with its flat; nowhere when it numbers none.
std::size_t end_of_house(const Words& words, std::size_t index) {
  if (index >= words.count() || !is_house_number(words.lower(index))) return nowhere;
  if (is_measure(words, index) || is_count(words, index)) return nowhere;
  return end_of_flat(words, index);
}
/// The same of the number that may stand behind the word at `index`.
std::size_t end_of_house_behind(const Words& words, std::size_t index, std::u32string_view signs) {
  return words.is_followed_by(index, signs) ? end_of_house(words, index + 1) : nowhere;
}

/// The first of at most `most` capitalised words in front of the one at `index` that belong to the same name.
std::size_t first_of_name(const Words& words, std::size_t index, int most) {
  for (int i = 0; i < most && index > 0 && words.is_capital(index - 1) && words.is_followed_by(index - 1, inside_names);
       ++i)
    --index;
  return index;
}

// ---- the forms ----

struct Address {
  std::size_t begin = 0, end = nowhere;
  std::string_view rule = "street";
  double score = 0.6;
};

/// True when the word at `index` stands for a street: "onet.pl" and "et al." do not.
bool begins_street(const Words& words, std::size_t index) {
  const std::u32string_view word = words.lower(index);
  if (!is_word_before_street(word)) return false;
  const std::size_t begin = words.begin_of(index);
  const char32_t before = begin > 0 ? words.sign_at(begin - 1) : U' ';
  if (before == U'.' || before == U'@' || before == U'-' || before == U'/' || before == U'_') return false;
  if (!needs_full_stop(word)) return true;
  if (words.sign_at(words.end_of(index)) != U'.') return false;
  return index == 0 || (words.lower(index - 1) != U"et" && !words.is_number(index - 1));
}

/// "ul. Długa 5", "al. 3 Maja 5", "вул. Шевченка, буд. 12, кв. 3".
Address behind_street_word(const Words& words, std::size_t index) {
  constexpr std::size_t longest = 6;
  const bool short_word = words.sign_at(words.end_of(index)) == U'.';
  const Address none;
  bool named = false;
  for (std::size_t at = index + 1; at <= index + longest && at < words.count(); ++at) {
    if (!words.is_followed_by(at - 1, named ? before_numbers : inside_names)) return none;
    const bool day = !named && words.is_number(at) && words.is_capital(at + 1) && words.is_followed_by(at, U"");
    if (words.is_number(at) && !day)
      return named ? Address{words.begin_of(index), end_of_house(words, at), "street", 0.65} : none;
    const bool house_follows = named && is_word_before_house(words.lower(at));
    if (day || house_follows) continue;
    const bool belongs = words.is_capital(at) || is_small_word_of_name(words.lower(at)) || (named && short_word);
    if (!belongs || (named && !words.is_followed_by(at - 1, inside_names))) return none;
    named = named || words.is_capital(at);
  }
  return none;
}

/// "شارع الملك فيصل رقم 12"; without a word for the number it must end the sentence.
Address behind_arabic_street(const Words& words, std::size_t index) {
  constexpr std::size_t longest = 5, longest_without_word = 3;
  bool house_follows = false;
  for (std::size_t at = index + 1; at <= index + longest + 1 && at < words.count(); ++at) {
    if (!words.is_followed_by(at - 1, before_numbers)) break;
    if (!words.is_number(at)) {
      house_follows = at > index + 1 && is_word_before_house(words.lower(at));
      continue;
    }
    const std::size_t end = end_of_house(words, at);
    if (end == nowhere || at == index + 1) break;
    const char32_t next = words.sign_at(end);
    const bool ends = next == 0 || next == U'\n' || next == U'\r' || next == U',' || next == U'\u060C' || next == U'.';
    if (house_follows || (ends && at <= index + 1 + longest_without_word))
      return {words.begin_of(index), end, "street", house_follows ? 0.65 : 0.6};
    break;
  }
  return {};
}

/// Whether a postcode and a town stand behind `at`: ", 1012 LG Amsterdam", ", 0250 Oslo", ", 31-042 Kraków".
bool is_town_behind(const Words& words, std::size_t at) {
  const bool comma = words.sign_at(at) == U',';
  while (words.sign_at(at) == U',' || is_blank(words.sign_at(at))) ++at;
  std::string shape;  // '9' for digits
  constexpr std::size_t longest = 7;
  std::size_t end = at;
  const auto is_latin_capital = [](char32_t sign) { return sign >= U'A' && sign <= U'Z'; };
  while (shape.size() < longest && (is_digit(words.sign_at(end)) || words.sign_at(end) == U'-')) {
    shape += words.sign_at(end) == U'-' ? '-' : '9';
    ++end;
  }
  const bool year = shape == "9999" && ((words.sign_at(at) == U'1' && words.sign_at(at + 1) == U'9') ||
                                        (words.sign_at(at) == U'2' && words.sign_at(at + 1) == U'0'));
  if (shape == "9999") {
    const std::size_t letters = is_blank(words.sign_at(end)) ? end + 1 : end;
    if (is_latin_capital(words.sign_at(letters)) && is_latin_capital(words.sign_at(letters + 1)) &&
        !is_letter_or_digit(words.sign_at(letters + 2)))
      return true;  // the Netherlands
  }
  while (words.sign_at(end) == U',' || is_blank(words.sign_at(end))) ++end;
  const bool town = is_letter(words.sign_at(end)) && lower_case(words.sign_at(end)) != words.sign_at(end);
  return town && comma && !year && (shape == "9999" || shape == "99-999" || shape == "99999");
}

/// "Storgata 5", "Kerkstraat 12", "Damrak 1"; any name when postcode and town follow.
Address behind_name(const Words& words, std::size_t index) {
  if (!words.is_capital(index)) return {};
  const std::size_t end = end_of_house_behind(words, index, U",");
  if (end == nowhere) return {};
  const std::u32string_view word = words.lower(index);
  if (is_name_of_street(word) || is_known_street(word)) return {words.begin_of(index), end};
  if (is_town_behind(words, end)) return {words.begin_of(first_of_name(words, index, 2)), end};
  return {};
}

/// "Karl Johans gate 22", "Bygdøy allé 3"; with a capital only before postcode and town, for "Baldurs Gate 3" is a
/// game.
Address behind_norwegian_name(const Words& words, std::size_t index) {
  const std::u32string_view word = words.lower(index);
  if (index == 0 || !is_word_behind_norwegian_name(word) || !words.is_capital(index - 1) ||
      !words.is_followed_by(index - 1, U""))
    return {};
  const std::u32string_view name = words.lower(index - 1);
  const bool owns = name.ends_with(U's') && name.find_first_of(U"'\u2019") == std::u32string_view::npos;
  const bool without_owner = word == U"allé" || word == U"brygge" || word == U"terrasse";
  if ((!owns && !without_owner) || name == U"airways" || name == U"airlines") return {};
  const std::size_t end = end_of_house_behind(words, index, U"");
  if (end == nowhere || (words.is_capital(index) && !is_town_behind(words, end))) return {};
  return {words.begin_of(first_of_name(words, index, 3)), end};
}

/// "Андріївський узвіз 5", "Невский проспект, 28".
Address behind_cyrillic_name(const Words& words, std::size_t index) {
  if (index == 0 || !is_word_behind_cyrillic_name(words.lower(index)) || !words.is_capital(index - 1) ||
      !words.is_followed_by(index - 1, U""))
    return {};
  const char32_t last = words.lower(index - 1).back();
  const bool describes = last == U'й' || last == U'а' || last == U'я' || last == U'е';
  if (!describes) return {};
  return {words.begin_of(first_of_name(words, index, 2)), end_of_house_behind(words, index, U",")};
}

/// The number that begins a line at the word; 0 for other words.
int number_of_line(const Words& words, std::size_t index) {
  if (index >= words.count() || !is_house_number(words.lower(index))) return 0;
  if (index > 0 && words.sign_at(words.begin_of(index) - 1) != U'\n') return 0;
  int number = 0;
  for (const char32_t sign : words.lower(index))
    if (is_digit(sign)) number = number * 10 + digit_value(sign);
  return number;
}
/// The songs of an album: "2 Abbey Road" and "3 Penny Lane" below each other.
bool is_in_list(const Words& words, std::size_t index, std::size_t last) {
  constexpr std::size_t longest_line = 10;
  const int number = number_of_line(words, index);
  if (number == 0) return false;
  if (number_of_line(words, last + 1) == number + 1) return true;
  for (std::size_t before = 1; before <= std::min(longest_line, index); ++before)
    if (const int other = number_of_line(words, index - before); other > 0) return other + 1 == number;
  return false;
}

/// "221B Baker Street".
Address before_english_name(const Words& words, std::size_t index) {
  constexpr std::size_t longest_name = 3;
  if (!is_house_number(words.lower(index)) || !words.is_followed_by(index, U"")) return {};
  const std::size_t begin = words.begin_of(index);
  const char32_t before = begin > 0 ? words.sign_at(begin - 1) : U' ';
  if (!is_blank(before) && before != U'\n' && before != U'(' && before != U'"' && before != U'\u201C') return {};
  for (std::size_t at = index + 1; at <= index + 1 + longest_name && words.is_capital(at); ++at) {
    if (at > index + 1 && is_word_behind_english_name(words.lower(at))) {
      static constexpr auto of_computers = std::to_array<std::u32string_view>({U"hard", U"disk", U"usb", U"flash"});
      if (std::ranges::find(of_computers, words.lower(at - 1)) != of_computers.end()) return {};
      const bool saint = words.lower(at) == U"st" && words.is_followed_by(at, U".") && words.is_capital(at + 1);
      const bool goes_on = words.is_followed_by(at, U"") && !words.is_capital(at + 1) && !words.is_number(at + 1) &&
                           !may_follow_english_address(words.lower(at + 1));
      if (saint || goes_on || is_in_list(words, index, at)) return {};
      return {begin, words.end_of(at), "number-before-street"};
    }
    if (!words.is_followed_by(at, inside_names)) return {};
  }
  return {};
}

/// "Adres: Damrak 1".
Address behind_announcement(const Words& words, std::size_t index) {
  constexpr std::size_t longest_name = 3;
  if (!announces_address(words.lower(index))) return {};
  for (std::size_t at = index + 1; at <= index + longest_name && words.is_capital(at); ++at) {
    if (!words.is_followed_by(at - 1, at == index + 1 ? U":-" : inside_names)) return {};
    const std::size_t end = end_of_house_behind(words, at, U",");
    if (end != nowhere) return {words.begin_of(index + 1), end, "context"};
  }
  return {};
}

}  // namespace

void find_places(const Prepared& prepared, std::vector<Found>& found) {
  const Words words(prepared);
  const auto add = [&](const Address& address) {
    if (address.end != nowhere) found.push_back({"address", address.rule, address.begin, address.end, address.score});
  };
  for (std::size_t i = 0; i < words.count(); ++i) {
    if (begins_street(words, i)) add(behind_street_word(words, i));
    if (is_arabic_street(words.lower(i))) add(behind_arabic_street(words, i));
    for (const auto form :
         {behind_name, behind_norwegian_name, behind_cyrillic_name, before_english_name, behind_announcement})
      add(form(words, i));
  }
}

}  // namespace integrart::personal_data
