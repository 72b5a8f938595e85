#include "filters/video/ocr/zone.h"

#include <algorithm>
#include <array>

namespace integrart {
namespace {

constexpr std::array<std::size_t, 3> lengths{30, 36, 44};
constexpr std::ptrdiff_t least_fillers = 2;

/// Signs that fillers are read as.
std::string with_fillers(std::string_view line) {
  std::string zone;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string_view rest = line.substr(i);
    if (rest.starts_with("\u00AB") || rest.starts_with("\u2039")) {
      zone += rest.starts_with("\u00AB") ? "<<" : "<";
      i += (rest.starts_with("\u00AB") ? std::string_view("\u00AB") : std::string_view("\u2039")).size() - 1;
    } else if (line[i] != ' ') {
      zone += line[i];
    }
  }
  return zone;
}

bool is_zone_sign(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<';
}

char as_digit(char c) {
  static constexpr std::string_view letters = "OQDIZSBG";
  static constexpr std::string_view digits = "00012586";
  const std::size_t at = letters.find(c);
  return at == std::string_view::npos ? c : digits[at];
}
char as_letter(char c) {
  static constexpr std::string_view digits = "01258";
  static constexpr std::string_view letters = "OIZSB";
  const std::size_t at = digits.find(c);
  return at == std::string_view::npos ? c : letters[at];
}

template <class Change>
void change(std::string& line, std::size_t begin, std::size_t end, Change to) {
  for (std::size_t i = begin; i < std::min(end, line.size()); ++i) line[i] = to(line[i]);
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

/// The line with dates: of TD3 and TD2 the second (nationality at 10, birth at 13, expiry at 21), of TD1 the second too
/// (birth at 0, expiry at 8, nationality at 15).
void mend_places(std::string& line) {
  const bool is_small = line.size() == 30;
  const std::string dates = is_small ? line.substr(0, 7) + line.substr(8, 7) : line.substr(13, 7) + line.substr(21, 7);
  if (digits_in(dates) >= 9) {
    change(line, is_small ? 0 : 13, is_small ? 7 : 20, as_digit);
    change(line, is_small ? 8 : 21, is_small ? 15 : 28, as_digit);
    change(line, is_small ? 15 : 10, is_small ? 18 : 13, as_letter);
    if (is_small || line.size() == 44) line.back() = as_digit(line.back());
    if (!is_small) line[9] = as_digit(line[9]);
  } else if (!is_small || digits_in(line) < 4) {
    change(line, 0, line.size(), as_letter);  // names, and the country in front of them
  } else {
    change(line, 2, 5, as_letter);  // first line of TD1: country, then a number
    line[14] = as_digit(line[14]);
  }
}

}  // namespace

bool may_be_zone_line(std::string_view line) {
  const std::string zone = with_fillers(line);
  const auto signs = std::ranges::count_if(zone, is_zone_sign);
  const auto fillers = std::ranges::count(zone, '<');
  return zone.size() >= 26 && zone.size() <= 50 && signs * 10 >= static_cast<std::ptrdiff_t>(zone.size()) * 9 &&
         (fillers >= least_fillers || digits_in(zone) >= 14);
}

std::string mended_zone_line(std::string_view line) {
  std::string zone = with_fillers(line);
  std::erase_if(zone, [](char c) { return !is_zone_sign(c); });
  const auto distance = [&](std::size_t length) {
    return length > zone.size() ? length - zone.size() : zone.size() - length;
  };
  const std::size_t length = *std::ranges::min_element(lengths, {}, distance);
  if (distance(length) > 3) return zone;
  while (zone.size() > length && zone.back() == '<') zone.pop_back();
  if (zone.size() < length && zone.ends_with('<')) zone.resize(length, '<');
  if (zone.size() != length) return zone;
  // What was mended may show that it is another line: the first of TD1 at most, which is one of the others then.
  for (std::string before; before != zone;) {
    before = zone;
    mend_places(zone);
  }
  return zone;
}

}  // namespace integrart
