#include "filters/text/reading/code_points.h"

#include <algorithm>
#include <array>

namespace integrart {
namespace {

struct Decoded {
  char32_t point;
  std::size_t length;
};
Decoded decode_one(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  static constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};  // shorter ones are written shorter
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || bytes.size() < length) return {U'\uFFFD', 1};
  char32_t point = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {U'\uFFFD', 1};
    point = (point << 6U) | (byte(i) & 0x3FU);
  }
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < least.at(length) || surrogate || point > 0x10FFFF) return {U'\uFFFD', 1};
  return {point, length};
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string points;
  points.reserve(utf8.size());
  while (!utf8.empty()) {
    const Decoded decoded = decode_one(utf8);
    points += decoded.point;
    utf8.remove_prefix(decoded.length);
  }
  return points;
}

std::string to_utf8(std::u32string_view points) {
  std::string utf8;
  const auto append = [&](char32_t bits) { utf8 += static_cast<char>(static_cast<unsigned char>(bits)); };
  for (const char32_t point : points) {
    if (point < 0x80) {
      append(point);
    } else if (point < 0x800) {
      append(0xC0U | (point >> 6U));
      append(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
      append(0xE0U | (point >> 12U));
      append(0x80U | ((point >> 6U) & 0x3FU));
      append(0x80U | (point & 0x3FU));
    } else {
      append(0xF0U | (point >> 18U));
      append(0x80U | ((point >> 12U) & 0x3FU));
      append(0x80U | ((point >> 6U) & 0x3FU));
      append(0x80U | (point & 0x3FU));
    }
  }
  return utf8;
}

int digit_value(char32_t point) {
  for (const char32_t zero : {U'0', U'\u0660', U'\u06F0', U'\uFF10'})
    if (point >= zero && point <= zero + 9) return static_cast<int>(point - zero);
  return -1;
}

char32_t lower_case(char32_t point) {
  if (point >= U'A' && point <= U'Z') return point + 32;
  if (point >= 0xC0 && point <= 0xDE && point != 0xD7) return point + 32;
  if ((point >= 0x100 && point <= 0x137) || (point >= 0x14A && point <= 0x177)) return point | 1U;
  if ((point >= 0x139 && point <= 0x148) || (point >= 0x179 && point <= 0x17E))
    return point % 2 == 1 ? point + 1 : point;  // in this stretch capitals are odd
  if (point >= 0x391 && point <= 0x3A9) return point + 32;
  if (point >= 0x410 && point <= 0x42F) return point + 32;
  if (point >= 0x400 && point <= 0x40F) return point + 80;
  if (point >= 0x460 && point <= 0x4BF) return point >= 0x482 && point <= 0x489 ? point : point | 1U;
  return point;
}

bool is_letter(char32_t point) {
  if ((point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z')) return true;
  if (point < 0xC0 || point == 0xD7 || point == 0xF7 || digit_value(point) >= 0) return false;
  if (point >= 0x2000 && point <= 0x2BFF) return false;  // punctuation, spaces, signs
  static constexpr std::array<char32_t, 5> marks{0x060C, 0x061B, 0x061F, 0x06D4, 0x3000};
  return std::ranges::find(marks, point) == marks.end() && point != U'\uFEFF' && point < 0x1F000;
}

}  // namespace integrart
