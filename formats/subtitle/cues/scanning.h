#pragma once
// Small steps over a text that is read from its front.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace integrart {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes `c` off the front, if it stands there.
inline bool take_character(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

struct WholeNumber {
  std::int64_t value = 0;
  std::size_t digits = 0;
};

/// Takes up to `most_digits` (at most 18) digits off the front; absent, and nothing taken, without a digit or with
/// more.
inline std::optional<WholeNumber> take_whole_number(std::string_view& text, std::size_t most_digits = 9) {
  WholeNumber number;
  while (number.digits < text.size() && is_digit(text[number.digits])) {
    if (++number.digits > most_digits) return std::nullopt;
    number.value = number.value * 10 + (text[number.digits - 1] - '0');
  }
  if (number.digits == 0) return std::nullopt;
  text.remove_prefix(number.digits);
  return number;
}

/// A fraction of a second that was written with `digits` digits, in milliseconds; further digits are cut off.
inline std::int64_t milliseconds_of_fraction(const WholeNumber& fraction) {
  std::int64_t milliseconds = fraction.value;
  for (std::size_t digits = fraction.digits; digits < 3; ++digits) milliseconds *= 10;
  for (std::size_t digits = fraction.digits; digits > 3; --digits) milliseconds /= 10;
  return milliseconds;
}

/// The whole of `text` as a decimal number with point; absent for anything else, also for "inf" and "nan".
inline std::optional<double> decimal_number(std::string_view text) {
  double number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (!(number > -1e15 && number < 1e15)) return std::nullopt;
  return number;
}

/// The lines of a text whose only line end is "\n", without it. A line end at the very end begins no line.
inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Without ASCII white space at both ends.
inline std::string_view without_outer_space(std::string_view text) {
  constexpr std::string_view space = " \t\f\v\n";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

/// ASCII letters in lower case.
inline std::string in_lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

/// Text without empty lines and without white space at the ends of its lines: fit for a payload.
inline std::string without_empty_lines(std::string_view text) {
  std::string kept;
  for (const std::string_view line : lines_of(text)) {
    const std::string_view words = without_outer_space(line);
    if (words.empty()) continue;
    if (!kept.empty()) kept += '\n';
    kept += words;
  }
  return kept;
}

}  // namespace integrart
