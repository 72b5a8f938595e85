#include "formats/subtitle/cues/character_reference.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <vector>

#include "pipeline/base/embedded.h"

namespace integrart {

std::span<const EmbeddedFile> html_entity_table();  // compiled in: name, code points in hexadecimal; sorted by name

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::size_t longest_name = 32;

/// Windows-1252 for 0x80..0x9F, as HTML reads numeric references to C1 controls (13.2.5.80).
constexpr std::array<char32_t, 32> windows_1252{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

struct NamedReference {
  std::string_view name;    // without '&', with ';' where it is part of the name
  std::string_view points;  // hexadecimal, separated by spaces
};

std::vector<NamedReference> parse_table() {
  std::vector<NamedReference> table;
  std::string_view rest = html_entity_table().front().bytes;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t space = line.find(' ');
    table.push_back({line.substr(0, space), line.substr(space + 1)});
  }
  return table;
}

const std::vector<NamedReference>& named_references() {
  static const std::vector<NamedReference> table = parse_table();
  return table;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::optional<CharacterReference> named(std::string_view text) {
  const std::string_view most = text.substr(1, longest_name);
  std::size_t stop = 0;
  while (stop < most.size() && is_name_character(most[stop])) ++stop;
  const std::size_t with_semicolon = stop < most.size() && most[stop] == ';' ? stop + 1 : stop;
  for (std::size_t length = with_semicolon; length >= 2; --length) {
    const std::string_view name = most.substr(0, length);
    const auto found = std::ranges::lower_bound(named_references(), name, {}, &NamedReference::name);
    if (found == named_references().end() || found->name != name) continue;
    CharacterReference reference{{}, 1 + length};
    std::string_view points = found->points;
    while (!points.empty()) {
      const std::string_view digits = points.substr(0, points.find(' '));
      std::uint32_t point = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), point, 16);
      append_utf8(reference.utf8, point);
      points.remove_prefix(std::min(points.size(), digits.size() + 1));
    }
    return reference;
  }
  return std::nullopt;
}

std::optional<CharacterReference> numeric(std::string_view text) {
  const bool hexadecimal = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t begin = hexadecimal ? 3 : 2;
  std::size_t end = begin;
  char32_t point = 0;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    unsigned digit = 16;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (hexadecimal && c >= 'a' && c <= 'f') digit = static_cast<unsigned>(c - 'a') + 10;
    if (hexadecimal && c >= 'A' && c <= 'F') digit = static_cast<unsigned>(c - 'A') + 10;
    if (digit > 15) break;
    point = std::min<char32_t>(point * (hexadecimal ? 16 : 10) + digit, 0x110000);
  }
  if (end == begin) return std::nullopt;
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = replacement;
  if (point >= 0x80 && point <= 0x9F) point = windows_1252.at(point - 0x80);
  CharacterReference reference{{}, end + (end < text.size() && text[end] == ';' ? 1 : 0)};
  append_utf8(reference.utf8, point);
  return reference;
}

}  // namespace

void append_utf8(std::string& text, char32_t point) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0 | point >> 6U);
    put(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    put(0xE0 | point >> 12U);
    put(0x80 | (point >> 6U & 0x3F));
    put(0x80 | (point & 0x3F));
  } else {
    put(0xF0 | point >> 18U);
    put(0x80 | (point >> 12U & 0x3F));
    put(0x80 | (point >> 6U & 0x3F));
    put(0x80 | (point & 0x3F));
  }
}

std::optional<CharacterReference> character_reference_at(std::string_view text) {
  if (text.size() < 2 || text[0] != '&') return std::nullopt;
  return text[1] == '#' ? numeric(text) : named(text);
}

}  // namespace integrart
