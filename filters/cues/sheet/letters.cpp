#include "filters/cues/sheet/letters.h"

#include <algorithm>
#include <array>

namespace integrart {

namespace {

struct Twins {
  char32_t latin;
  char32_t cyrillic;
};
// The whole-letter confusables of Latin and the Cyrillic of Ukrainian and Russian
// (https://www.unicode.org/reports/tr39/).
constexpr std::array<Twins, 21> twins{
    {{U'a', U'а'}, {U'e', U'е'}, {U'o', U'о'}, {U'p', U'р'}, {U'c', U'с'}, {U'y', U'у'}, {U'x', U'х'},
     {U'i', U'і'}, {U'ï', U'ї'}, {U'A', U'А'}, {U'B', U'В'}, {U'E', U'Е'}, {U'K', U'К'}, {U'M', U'М'},
     {U'H', U'Н'}, {U'O', U'О'}, {U'P', U'Р'}, {U'C', U'С'}, {U'T', U'Т'}, {U'X', U'Х'}, {U'I', U'І'}}};

bool is_between(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}

bool is_unseen(char32_t point) {
  return point == 0x61C || point == 0x200B || point == 0x200E || point == 0x200F || is_between(point, 0x202A, 0x202E) ||
         point == 0x2060 || is_between(point, 0x2066, 0x2069) || point == 0xFEFF;
}

}  // namespace

char32_t take_code_point(std::string_view& rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length && i < rest.size(); ++i)
    point = (point << 6U) | (static_cast<unsigned char>(rest[i]) & 0x3FU);
  rest.remove_prefix(std::min(length, rest.size()));
  return point;
}

std::string utf8_of(char32_t point) {
  const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0U | point >> 6U), byte(0x80U | (point & 0x3FU))};
  if (point < 0x10000)
    return {byte(0xE0U | point >> 12U), byte(0x80U | (point >> 6U & 0x3FU)), byte(0x80U | (point & 0x3FU))};
  return {byte(0xF0U | point >> 18U), byte(0x80U | (point >> 12U & 0x3FU)), byte(0x80U | (point >> 6U & 0x3FU)),
          byte(0x80U | (point & 0x3FU))};
}

bool is_latin(char32_t point) {
  return is_between(point, U'a', U'z') || is_between(point, U'A', U'Z') ||
         (is_between(point, 0xC0, 0x24F) && point != 0xD7 && point != 0xF7);
}
bool is_cyrillic(char32_t point) {
  return is_between(point, 0x400, 0x52F) && !is_between(point, 0x482, 0x489);
}
bool is_right_to_left(char32_t point) {
  return is_between(point, 0x5D0, 0x5EA) || is_between(point, 0x620, 0x64A) || is_between(point, 0x66E, 0x6D3) ||
         is_between(point, 0x6FA, 0x6FF) || is_between(point, 0x710, 0x7BF) || is_between(point, 0xFB1D, 0xFDFB) ||
         is_between(point, 0xFE70, 0xFEFC);
}
bool is_dash(char32_t point) {
  return point == U'-' || is_between(point, 0x2010, 0x2015);
}
bool is_music_mark(char32_t point) {
  return point == U'#' || is_between(point, 0x2669, 0x266C);
}

char32_t cyrillic_twin(char32_t latin) {
  for (const Twins& pair : twins)
    if (pair.latin == latin) return pair.cyrillic;
  return 0;
}
char32_t latin_twin(char32_t cyrillic) {
  for (const Twins& pair : twins)
    if (pair.cyrillic == cyrillic) return pair.latin;
  return 0;
}

std::string without_bidi_controls(std::string_view text) {
  // All of them begin with one of these bytes.
  if (text.find_first_of("\xD8\xE2\xEF") == std::string_view::npos) return std::string(text);
  std::string visible;
  while (!text.empty()) {
    const std::string_view before = text;
    if (!is_unseen(take_code_point(text))) visible += before.substr(0, before.size() - text.size());
  }
  return visible;
}

}  // namespace integrart
