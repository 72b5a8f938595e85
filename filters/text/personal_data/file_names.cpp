// Cameras, phones and messengers name files by dates, times and counters, and one of ten such numbers passes a check
// digit by chance. What is told of the name of a file must have been written by a person.

#include <algorithm>
#include <array>

#include "filters/text/personal_data/checks.h"
#include "filters/text/personal_data/recognisers.h"
#include "filters/text/reading/code_points.h"

namespace integrart::personal_data {
namespace {

std::string digits_of(std::u32string_view text) {
  std::string digits;
  for (const char32_t point : text)
    if (const int digit = digit_value(point); digit >= 0) digits += static_cast<char>('0' + digit);
  return digits;
}

/// How many digits stand in each group: "067 123 45 67" is 3, 3, 2, 2.
std::vector<std::size_t> groups_of(std::u32string_view text) {
  std::vector<std::size_t> groups(1);
  for (const char32_t point : text) {
    if (digit_value(point) >= 0)
      ++groups.back();
    else if (groups.back() > 0)
      groups.push_back(0);
  }
  return groups;
}

/// A PESEL begins with the year, month and day of birth, of people born before 2000 as cameras write a day of the years
/// 2000 to 2044: "24051212345" is rather the twelfth of May than a person of a hundred years.
bool is_day_of_camera(std::string_view digits) {
  return digits.substr(0, 2) < "45" && digits.substr(2, 2) <= "12";
}

/// "24122022", with a telephone in the picture or the name of a messenger in front: the numbering plan of Norway has
/// it.
bool is_day(std::string_view digits) {
  if (digits.size() != 8) return false;
  const auto number = [&](std::size_t begin, std::size_t count) {
    return std::stoi(std::string(digits.substr(begin, count)));
  };
  const int year = number(4, 4);
  return year >= 1990 && year < 2050 &&
         (is_date(year, number(2, 2), number(0, 2)) || is_date(year, number(0, 2), number(2, 2)));
}

bool is_written_by_person(const Found& found, std::u32string_view text) {
  const std::u32string_view written = text.substr(found.begin, found.end - found.begin);
  static constexpr auto sure = std::to_array<std::string_view>({"email", "iban", "mrz", "address", "no_fnr", "no_dnr"});
  // Any three letters and four digits are a plate somewhere, and "car", "bil" or "auto" begin many words: "Carnival DSC
  // 1234".
  if (found.kind == "plate") return false;
  // "03 Abbey Road" is the third song.
  if (found.kind == "address" && found.rule == "number-before-street") return false;
  if (std::ranges::find(sure, found.kind) != sure.end()) return true;
  // "Запис" is a record in a register and a recording: "запис 20240512-12345".
  if (found.kind == "ua_unzr") return found.rule == "checksum+context" && !digits_of(written).starts_with("20");
  if (found.rule.ends_with("context")) return found.kind != "phone" || !is_day(digits_of(written));
  if (found.kind == "pesel") return found.rule == "checksum" && !is_day_of_camera(digits_of(written));
  if (found.kind != "phone") return false;
  // "00" in front is a counter as well as a way abroad; "05 12 12 34 56" a time as well as a number of France.
  return written.front() == U'+' || groups_of(written) == std::vector<std::size_t>{3, 3, 2, 2};
}

}  // namespace

std::vector<Found> find_in_file_name(std::string_view utf8, const HelpLineNumbers& help_lines) {
  const Prepared prepared(utf8, help_lines);
  std::vector<Found> found = every_reading(prepared);
  // A blank joins the groups of one number, or stands between several: "+48601234567 240512 123456".
  std::string parted(utf8);
  std::ranges::replace(parted, ' ', ';');
  std::vector<Found> more = every_reading(Prepared(parted, help_lines));
  found.insert(found.end(), more.begin(), more.end());
  std::erase_if(found, [&](const Found& one) { return !is_written_by_person(one, prepared.text); });
  return surest(std::move(found));
}

}  // namespace integrart::personal_data
