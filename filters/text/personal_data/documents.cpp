// Numbers of identity cards and passports.

#include "filters/text/personal_data/checks.h"
#include "filters/text/personal_data/number_runs.h"
#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

bool is_capital(char32_t point) {
  return point >= U'A' && point <= U'Z';
}
bool is_cyrillic_capital(char32_t point) {
  return (point >= U'\u0410' && point <= U'\u042F') || point == U'\u0404' || point == U'\u0406' || point == U'\u0407' ||
         point == U'\u0490';
}
bool begins_word(std::u32string_view text, std::size_t at) {
  return at == 0 || !is_letter_or_digit(text[at - 1]);
}
bool is_gap(char32_t point) {
  return point == U' ' || point == U'\u00A0' || point == U'-';
}

struct Digits {
  std::string digits;
  std::size_t end = 0;
};
/// Digits from `at`, after at most one space or hyphen and a number sign.
Digits digits_at(std::u32string_view text, std::size_t at) {
  if (at < text.size() && is_gap(text[at])) ++at;
  if (at < text.size() && text[at] == U'\u2116') ++at;  // №
  if (at < text.size() && is_gap(text[at])) ++at;
  Digits found;
  for (; at < text.size() && digit_value(text[at]) >= 0; ++at)
    found.digits += static_cast<char>('0' + digit_value(text[at]));
  found.end = at;
  const bool ends = at >= text.size() || !is_letter(text[at]);
  return ends ? found : Digits{};
}

const std::vector<std::u32string_view>& passport_words() {
  static const std::vector<std::u32string_view> words{
      U"паспорт", U"посвідчення", U"документ", U"passport", U"paszport", U"paspoort",     U"pass",
      U"pasport", U"id-картк",    U"id card",  U"dowód",    U"dowodu",   U"legitimasjon", U"identiteitskaart"};
  return words;
}

/// What is written beside the number of a Polish identity card.
const std::vector<std::u32string_view>& polish_card_words() {
  static const std::vector<std::u32string_view> words{U"dowód",          U"dowodu",        U"dowodem",
                                                      U"dowód osobisty", U"dowod",         U"osobist",
                                                      U"id card",        U"identity card", U"посвідчення"};
  return words;
}

/// The card that Ukraine gives out as a passport since 2016 is called by any of these.
const std::vector<std::u32string_view>& ukrainian_card_words() {
  static const std::vector<std::u32string_view> words{U"паспорт",
                                                      U"посвідчення особи",
                                                      U"id-карт",
                                                      U"id карт",
                                                      U"ід-карт",
                                                      U"айді-карт",
                                                      U"айді карт",
                                                      U"id card",
                                                      U"id-card",
                                                      U"identity card",
                                                      U"удостоверение личности",
                                                      U"ид-карт",
                                                      U"dowód ukrai",
                                                      U"ukrainian id"};
  return words;
}

/// Three capital letters and six digits, of which one checks the rest.
void find_polish_card(const Prepared& prepared, std::size_t begin, std::vector<Found>& found) {
  const std::u32string_view text = prepared.text;
  if (!is_capital(text[begin]) || !is_capital(text[begin + 1]) || !is_capital(text[begin + 2])) return;
  const Digits number = digits_at(text, begin + 3);
  const std::string series{static_cast<char>(text[begin]), static_cast<char>(text[begin + 1]),
                           static_cast<char>(text[begin + 2])};
  if (!is_polish_identity_card(series + number.digits)) return;
  if (has_context(prepared, begin, number.end, polish_card_words()))
    found.push_back({"pl_id_card", "checksum+context", begin, number.end, 0.95});
  else
    found.push_back({"pl_id_card", "checksum", begin, number.end, 0.7});
}

/// What is written beside the number of a Polish passport. In Ukrainian and Russian passports of other states are meant
/// more often, so these must be called Polish.
bool is_called_polish_passport(const Prepared& prepared, std::size_t begin, std::size_t end) {
  static const std::vector<std::u32string_view> passports{U"paszport", U"passport",   U"paspoort",    U"passnummer",
                                                          U"passnr",   U"polsk pass", U"polske pass", U"polskt pass"};
  static const std::vector<std::u32string_view> cyrillic_passports{U"паспорт"};
  static const std::vector<std::u32string_view> polish{U"польс", U"польщ", U"польш"};
  return has_context(prepared, begin, end, passports) ||
         (has_context(prepared, begin, end, cyrillic_passports) && has_context(prepared, begin, end, polish));
}

/// Two capital letters and seven digits, of which the first checks the rest. A tenth of all such numbers passes, so a
/// word is needed.
void find_polish_passport(const Prepared& prepared, std::size_t begin, std::vector<Found>& found) {
  const std::u32string_view text = prepared.text;
  if (!is_capital(text[begin]) || !is_capital(text[begin + 1])) return;
  const Digits number = digits_at(text, begin + 2);
  const std::string series{static_cast<char>(text[begin]), static_cast<char>(text[begin + 1])};
  if (is_polish_passport(series + number.digits) && is_called_polish_passport(prepared, begin, number.end))
    found.push_back({"pl_passport", "checksum+context", begin, number.end, 0.95});
}

/// Nine digits and nothing that checks them: only a word can tell. Fewer and more digits are something else, and so are
/// nine that are written in groups.
void find_ukrainian_cards(const Prepared& prepared, std::vector<Found>& found) {
  for (const NumberRun& run : number_runs(prepared.text)) {
    if (run.groups.size() != 1 || run.groups.front().digits.size() != 9) continue;
    const std::size_t begin = run.groups.front().begin;
    const bool all_alike =
        run.groups.front().digits.find_first_not_of(run.groups.front().digits[0]) == std::string::npos;
    if (!all_alike && has_context(prepared, begin, begin + 9, ukrainian_card_words()))
      found.push_back({"ua_id_card", "context", begin, begin + 9, 0.75});
  }
}

}  // namespace

void find_documents(const Prepared& prepared, std::vector<Found>& found) {
  const std::u32string_view text = prepared.text;
  for (std::size_t begin = 0; begin + 6 < text.size(); ++begin) {
    if (!begins_word(text, begin)) continue;
    find_polish_card(prepared, begin, found);
    find_polish_passport(prepared, begin, found);
    const bool cyrillic = is_cyrillic_capital(text[begin]) && is_cyrillic_capital(text[begin + 1]);
    const bool latin = is_capital(text[begin]) && is_capital(text[begin + 1]);
    if (!cyrillic && !latin) continue;
    const Digits number = digits_at(text, begin + 2);
    if (number.digits.size() == 6 && has_context(prepared, begin, number.end, passport_words()))
      found.push_back({"ua_passport", "context", begin, number.end, 0.8});
  }
  find_ukrainian_cards(prepared, found);
}

}  // namespace integrart::personal_data
