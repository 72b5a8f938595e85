#pragma once
// Text as code points, in which findings count. Pure; any thread.

#include <string>
#include <string_view>

namespace integrart {

/// The code points of valid UTF-8; a byte that fits nowhere becomes U+FFFD.
std::u32string code_points(std::string_view utf8);
/// Back to UTF-8.
std::string to_utf8(std::u32string_view points);

/// Value of a decimal digit of the scripts our people write (ASCII, Arabic-Indic, Eastern Arabic-Indic, full width);
/// -1 for anything else.
int digit_value(char32_t point);
/// Lower case of Latin, Greek and Cyrillic letters; everything else as it is.
char32_t lower_case(char32_t point);
/// A letter of any alphabet, near enough to find where words end: ASCII letters and all from U+00C0 but signs and
/// spaces.
bool is_letter(char32_t point);
inline bool is_letter_or_digit(char32_t point) {
  return is_letter(point) || digit_value(point) >= 0;
}

}  // namespace integrart
