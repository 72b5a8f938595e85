// Number plates near words for vehicles. Models, years and prices stand near them as well and are written much alike,
// so the signs must be grouped as plates are.

#include <algorithm>
#include <array>

#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

using Words = std::vector<std::u32string_view>;

/// Words for vehicles, whole: "billett" and "autor" are none.
const Words& vehicle_words() {
  static const Words words{U"auto", U"auta",  U"autem",  U"aut",  U"auto's", U"autobus", U"bil",  U"bilen",   U"bilens",
                           U"bils", U"biler", U"bilene", U"buss", U"car",    U"cars",    U"taxi", U"taksówka"};
  return words;
}
const Words& beginnings_of_vehicle_words() {
  static const Words words{U"авто",     U"автівк",      U"машин",     U"samoch",    U"pojazd",   U"ciężarów",
                           U"voertuig", U"vrachtwagen", U"bestelbus", U"bilnummer", U"bilnr",    U"varebil",
                           U"lastebil", U"personbil",   U"elbil",     U"kjøretøy",  U"køyretøy", U"vehicle"};
  return words;
}
/// Words for the plate itself: hardly anything else beside them looks like one.
const Words& plate_words() {
  static const Words words{U"держномер",     U"держзнак",    U"госномер",    U"госзнак",     U"номерн",
                           U"автономер",     U"номер авто",  U"номера авто", U"номер машин", U"реєстраційн",
                           U"регистрационн", U"tablic",      U"rejestrac",   U"nr rej",      U"nr. rej",
                           U"kenteken",      U"nummerplaat", U"skilt",       U"kjennemerke", U"nummerskilt",
                           U"registrerings", U"reg.nr",      U"reg. nr",     U"regnr",       U"plate",
                           U"number plate",  U"licence",     U"license",     U"registration"};
  return words;
}

/// Capital letters before or among digits that are no series of a plate: money, makes, standards, months.
constexpr auto other_letters = std::to_array<std::u32string_view>(
    {U"DM",  U"PLN", U"EUR", U"USD", U"UAH", U"NOK", U"SEK", U"DKK", U"GBP", U"CHF", U"CZK", U"JPY", U"NLG",
     U"RUB", U"BMW", U"KIA", U"MAN", U"DAF", U"GMC", U"BYD", U"FSO", U"GAZ", U"VAZ", U"UAZ", U"ZAZ", U"LAZ",
     U"MAZ", U"ZIL", U"RAM", U"ISO", U"DIN", U"IEC", U"USB", U"RTX", U"GTX", U"JAN", U"FEB", U"MAR", U"APR",
     U"MAY", U"JUN", U"JUL", U"AUG", U"SEP", U"OCT", U"NOV", U"DEC", U"MEI", U"OKT", U"DES", U"MAI"});

/// 'L' letter, '9' digit, ' ' and '-' as they are; 0 for what no plate has.
char class_of(char32_t point) {
  if ((point >= U'A' && point <= U'Z') || (point >= U'\u0410' && point <= U'\u042F') || point == U'\u0406') return 'L';
  if (point >= U'0' && point <= U'9') return '9';
  return point == U' ' || point == U'-' ? static_cast<char>(point) : '\0';
}
bool is_gap(char sign) {
  return sign == ' ' || sign == '-';
}

/// Without the gaps between letters and digits. Where one stands among digits or among letters it stays.
std::string without_gaps_at_borders(std::string_view classes) {
  std::string closer;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool border = i > 0 && i + 1 < classes.size() && is_gap(classes[i]) && !is_gap(classes[i - 1]) &&
                        !is_gap(classes[i + 1]) && classes[i - 1] != classes[i + 1];
    if (!border) closer += classes[i];
  }
  return closer;
}

template <class Shapes>
bool is_one_of(std::string_view classes, const Shapes& shapes) {
  return std::ranges::find(shapes, classes) != shapes.end();
}

/// "AA 1234 AA".
bool is_ukrainian(std::string_view classes) {
  return without_gaps_at_borders(classes) == "LL9999LL";
}

/// "EK 12345", "WE 1234A": after two or three letters there may be a gap, and there is none further on.
bool is_norwegian_or_polish(std::string_view classes) {
  static constexpr auto shapes = std::to_array<std::string_view>(
      {"LL99999", "LL9999L", "LL999LL", "LLL9999", "LLL99999", "LLL99LL", "LLL9L99", "LLL99L9", "LLLL999", "LLL9LL9"});
  std::string closer(classes);
  if (const std::size_t gap = classes.find_first_of(" -"); gap == 2 || gap == 3) closer.erase(gap, 1);
  if (!is_one_of(closer, shapes)) return false;
  return closer != "LLLL999" || is_gap(classes.at(3));  // "KRA A123"; without the gap it is a word and a number
}

/// The side codes, in three groups.
constexpr auto dutch_codes = std::to_array<std::string_view>(
    {"LL-99-99", "99-99-LL", "99-LL-99", "LL-99-LL", "LL-LL-99", "99-LL-LL", "99-LLL-9", "9-LLL-99", "LL-999-L",
     "L-999-LL", "LLL-99-L", "L-99-LLL", "9-LL-999", "999-LL-9"});

/// A Dutch code that is not written with hyphens.
bool is_loose_dutch(std::string_view classes) {
  return std::ranges::any_of(dutch_codes, [&](std::string_view code) {
    std::string spaced(code);
    std::ranges::replace(spaced, '-', ' ');
    std::string joined(code);
    std::erase(joined, '-');
    return classes == spaced || classes == joined;
  });
}

/// "KIA 2019", "PLN 12000", "9-DEC-99".
bool says_something_else(std::u32string_view signs) {
  std::u32string letters;
  std::string digits;
  for (const char32_t sign : signs) {
    if (class_of(sign) == 'L') letters += sign;
    if (class_of(sign) == '9') digits += static_cast<char>(sign);
  }
  const bool may_be_year = digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
  return std::ranges::find(other_letters, letters) != other_letters.end() || (may_be_year && letters.size() == 3);
}

bool is_latin(std::u32string_view signs) {
  return std::ranges::all_of(signs, [](char32_t sign) { return sign < 0x80; });
}

bool is_plate(const Prepared& prepared, std::size_t begin, std::size_t end, std::string_view classes) {
  const std::u32string_view signs = std::u32string_view(prepared.text).substr(begin, end - begin);
  // Cars of Soviet make are called by three Cyrillic letters and a number.
  const bool latin = is_latin(signs) && !says_something_else(signs);
  const bool told_by_form =
      is_ukrainian(classes) || (latin && (is_norwegian_or_polish(classes) || is_one_of(classes, dutch_codes)));
  if (!told_by_form && !(latin && is_loose_dutch(classes))) return false;
  if (has_context(prepared, begin, end, plate_words())) return true;
  return told_by_form && (has_context(prepared, begin, end, beginnings_of_vehicle_words()) ||
                          has_context(prepared, begin, end, vehicle_words(), WordMatch::whole));
}

}  // namespace

void find_plates(const Prepared& prepared, std::vector<Found>& found) {
  constexpr std::size_t longest = 10;  // "AA 1234 AA"
  const std::u32string_view text = prepared.text;
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (begin > 0 && is_letter_or_digit(text[begin - 1])) continue;
    std::string classes;
    std::size_t plate_end = 0;
    for (std::size_t at = begin; at < text.size() && classes.size() < longest; ++at) {
      const char sign = class_of(text[at]);
      if (sign == '\0' || (is_gap(sign) && at == begin)) break;
      classes += sign;
      const bool ends = !is_gap(sign) && (at + 1 == text.size() || !is_letter_or_digit(text[at + 1]));
      if (ends && classes.size() >= 6 && is_plate(prepared, begin, at + 1, classes)) plate_end = at + 1;
    }
    if (plate_end > 0) found.push_back({"plate", "context", begin, plate_end, 0.6});
  }
}

}  // namespace integrart::personal_data
