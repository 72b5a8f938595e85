// E-mail addresses and telephone numbers.

#include <algorithm>
#include <array>

#include "filters/text/personal_data/number_runs.h"
#include "filters/text/personal_data/phone_numbers.h"
#include "filters/text/personal_data/public_contacts.h"
#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

// ---- e-mail ----

bool is_local_sign(char32_t point) {
  return is_letter_or_digit(point) || point == U'.' || point == U'_' || point == U'-' || point == U'+' || point == U'%';
}
bool is_domain_sign(char32_t point) {
  return is_letter_or_digit(point) || point == U'-' || point == U'.';
}

/// The end of a domain with at least two labels that begins at `begin`; `begin` when there is none.
std::size_t domain_end(std::u32string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && end - begin < 253 && is_domain_sign(text[end])) ++end;
  while (end > begin && !is_letter_or_digit(text[end - 1])) --end;  // the full stop of a sentence
  const std::u32string_view domain = text.substr(begin, end - begin);
  const std::size_t dot = domain.rfind(U'.');
  if (dot == std::u32string_view::npos || dot == 0 || domain.find(U"..") != std::u32string_view::npos) return begin;
  const std::u32string_view top = domain.substr(dot + 1);
  return top.size() >= 2 && std::ranges::all_of(top, is_letter) ? end : begin;
}

void find_mail(const Prepared& prepared, std::vector<Found>& found) {
  const std::u32string_view text = prepared.text;
  const std::u32string_view lower = prepared.lower;
  for (std::size_t at = text.find(U'@'); at != std::u32string_view::npos; at = text.find(U'@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < 64 && is_local_sign(text[begin - 1])) --begin;
    while (begin < at && !is_letter_or_digit(text[begin])) ++begin;
    const std::size_t end = domain_end(text, at + 1);
    if (begin == at || end == at + 1) continue;
    if (!is_public_mailbox(lower.substr(begin, at - begin), lower.substr(at + 1, end - at - 1)))
      found.push_back({"email", "format", begin, end, 0.95});
  }
}

// ---- telephone ----

using Words = std::vector<std::u32string_view>;

/// Of telephones and of nothing else.
const Words& phone_words() {
  static const Words words{U"tel",       U"phone",  U"mob",     U"whatsapp", U"viber",    U"telegram",
                           U"sms",       U"zadzwo", U"dzwo",    U"bellen",   U"tlf",      U"telefon",
                           U"тел",       U"моб",    U"подзвон", U"вайбер",   U"телеграм", U"позвон",
                           U"зателефон", U"هاتف",   U"اتصل",    U"جوال",     U"واتساب"};
  return words;
}
/// That may mean a telephone: bells ring, names call, and a number may be of anything.
const Words& words_of_calls() {
  static const Words words{U"call",  U"signal", U"kom",  U"numer",  U"bel ",   U"nummer", U"ring",
                           U"дзвон", U"номер",  U"звон", U"пишіть", U"пишите", U"رقم"};
  return words;
}
const Words& words_of_bells() {
  static const Words words{U"bell",     U"bells",   U"dzwon",    U"dzwony", U"dzwonu",  U"дзвін",   U"дзвони",
                           U"дзвону",   U"колокол", U"колокола", U"klokke", U"klokka",  U"klokken", U"klokker",
                           U"klokkene", U"klok",    U"klokken",  U"الجرس",  U"الأجراس", U"جرس"};
  return words;
}

/// "22 33 44 55", "10 20 30 40": groups that count up or down by equal steps, as songs and exercises do.
bool counts(const Prepared& prepared, const NumberPart& part) {
  constexpr std::size_t least_groups = 3;
  std::vector<int> groups;
  bool inside = false;
  for (std::size_t at = part.begin; at < part.end; ++at) {
    const int digit = digit_value(prepared.text[at]);
    if (digit >= 0 && !inside) groups.push_back(0);
    inside = digit >= 0;
    if (inside && groups.back() < 100000) groups.back() = 10 * groups.back() + digit;
  }
  if (groups.size() < least_groups) return false;
  const int step = groups[1] - groups[0];
  for (std::size_t i = 2; i < groups.size(); ++i)
    if (groups[i] - groups[i - 1] != step) return false;
  return true;
}

bool is_told_to_be_phone(const Prepared& prepared, const NumberPart& part) {
  if (has_context(prepared, part.begin, part.end, phone_words())) return true;
  return has_context(prepared, part.begin, part.end, words_of_calls()) && !counts(prepared, part) &&
         !has_context(prepared, part.begin, part.end, words_of_bells(), WordMatch::whole);
}

/// Forms that are written for telephone numbers and hardly for anything else, without a country code.
bool is_national_form(const NumberPart& part) {
  static constexpr auto with_leading_zero =
      std::to_array<std::string_view>({"10", "3 3 2 2", "3 3-2-2", "3-3-2-2", "3 7", "3-7", "2-8", "2 8", "3 3 4",
                                       "3-3-4", "2 2 2 2 2", "2-2 2 2 2", "3-3 2 2", "4 6", "4-6", "2 4 4"});
  static constexpr auto others = std::to_array<std::string_view>(
      {"2 3 2 2", "2 3-2-2", "3 3 3", "3-3-3", "9", "2 2 2 2", "3 2 3", "8", "2 3 2 2"});
  const bool zero = part.digits.front() == '0' && part.digits.size() == 10;
  if (zero) return std::ranges::find(with_leading_zero, part.shape) != with_leading_zero.end();
  return std::ranges::find(others, part.shape) != others.end();
}

/// The code point of "+" or "+(" in front of a number; its own begin when there is none.
std::size_t international_begin(std::u32string_view text, std::size_t begin) {
  std::size_t at = begin;
  if (at > 0 && text[at - 1] == U'(') --at;
  return at > 0 && text[at - 1] == U'+' ? at - 1 : begin;
}

/// With the bracket in front that is closed inside of the number: "(067) 123-45-67".
std::size_t with_bracket(std::u32string_view text, std::size_t begin, std::size_t end) {
  if (begin == 0 || text[begin - 1] != U'(') return begin;
  const std::u32string_view number = text.substr(begin, end - begin);
  return std::ranges::count(number, U')') > std::ranges::count(number, U'(') ? begin - 1 : begin;
}

/// A number that is whole on its first line does not go on in the next.
bool ends_on_first_line(const NumberPart& part, bool international) {
  if (part.on_first_line.empty()) return false;
  return international ? is_international_phone(part.on_first_line) : is_national_phone(part.on_first_line);
}

/// What the digits are taken for; a score of 0 when they are no telephone number.
Found reading_of(const Prepared& prepared, const NumberPart& part) {
  const std::size_t begin = international_begin(prepared.text, part.begin);
  if (begin != part.begin && is_international_phone(part.digits))
    return {"phone", "international", begin, part.end, 0.9};
  if (part.digits.starts_with("00") && is_international_phone(std::string_view(part.digits).substr(2)))
    return {"phone", "international", part.begin, part.end, 0.85};
  // Dots make dates: "24.12.2022" would be a number of Norway.
  if (part.shape.find('.') != std::string::npos || !is_national_form(part) || !is_national_phone(part.digits))
    return {};
  if (is_told_to_be_phone(prepared, part)) return {"phone", "context", part.begin, part.end, 0.8};
  const bool dialled = part.digits.front() == '0' && part.digits.size() == 10 && part.on_first_line.empty();
  return dialled ? Found{"phone", "format", part.begin, part.end, 0.5} : Found{};
}

void judge_phone(const Prepared& prepared, const NumberPart& part, std::vector<Found>& found) {
  if (!part.whole_run || part.shape.find('/') != std::string::npos || prepared.help_lines.contain(part.digits)) return;
  Found reading = reading_of(prepared, part);
  reading.begin = with_bracket(prepared.text, reading.begin, part.end);
  if (reading.score > 0 && !ends_on_first_line(part, reading.rule == "international")) found.push_back(reading);
}

}  // namespace

void find_contacts(const Prepared& prepared, std::vector<Found>& found) {
  constexpr std::size_t least = 8, most = 15;
  find_mail(prepared, found);
  const std::vector<NumberRun> runs = number_runs(prepared.text);
  for (const NumberRun& run : runs)
    for (const NumberPart& part : parts_of(run, least, most)) judge_phone(prepared, part, found);
  for (const NumberPart& part : parts_over_lines(prepared.text, runs, least, most)) judge_phone(prepared, part, found);
}

}  // namespace integrart::personal_data
