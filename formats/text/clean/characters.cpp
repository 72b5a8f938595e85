#include "formats/text/clean/characters.h"

#include <algorithm>
#include <array>

#include "pipeline/base/text.h"

namespace integrart {
namespace {

struct PointRange {
  char32_t first;
  char32_t last;
};

template <std::size_t Count>
bool is_in(const std::array<PointRange, Count>& ranges, char32_t point) {
  return std::ranges::any_of(ranges,
                             [&](const PointRange& range) { return point >= range.first && point <= range.last; });
}

/// C0 and C1 controls but tab and line feed, U+2028/2029 (line separators of their own), direction overrides,
/// interlinear annotation, tags and private signals; non-characters follow by arithmetic.
constexpr std::array<PointRange, 8> unwanted{{{0x00, 0x08},
                                              {0x0B, 0x1F},
                                              {0x7F, 0x9F},
                                              {0x202D, 0x202E},
                                              {0xFDD0, 0xFDEF},
                                              {0xFEFF, 0xFEFF},
                                              {0xFFF9, 0xFFFB},
                                              {0xE0000, 0xE007F}}};

/// Blocks whose marks are piled up for show; no language puts thirty of them on one letter.
constexpr std::array<PointRange, 9> combining{{{0x0300, 0x036F},
                                               {0x0483, 0x0489},
                                               {0x0591, 0x05BD},
                                               {0x064B, 0x065F},
                                               {0x06D6, 0x06ED},
                                               {0x1AB0, 0x1AFF},
                                               {0x1DC0, 0x1DFF},
                                               {0x20D0, 0x20FF},
                                               {0xFE20, 0xFE2F}}};

/// Length of the sequence that begins with `lead`; the text is valid UTF-8.
std::size_t sequence_length(unsigned char lead) {
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

char32_t point_of(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t point = lead & (0xFFU >> (sequence.size() + 1));
  for (const char c : sequence.substr(1)) point = (point << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  return point;
}

}  // namespace

Result<> check_text_bounds(std::string_view utf8, const TextLimits& limits) {
  if (utf8.size() > limits.source_bytes)
    return fail(
        Errc::limit_exceeded, "text.too_long",
        {{"bytes", static_cast<std::int64_t>(utf8.size())}, {"most", static_cast<std::int64_t>(limits.source_bytes)}});
  if (!is_valid_utf8(utf8)) return fail(Errc::invalid_input, "text.not_utf8");
  std::int64_t line = 1;
  for (std::size_t begin = 0; begin < utf8.size(); ++line) {
    const std::size_t end = std::min(utf8.find('\n', begin), utf8.size());
    if (end - begin > limits.line_bytes)
      return fail(Errc::limit_exceeded, "text.line_too_long",
                  {{"line", line}, {"most", static_cast<std::int64_t>(limits.line_bytes)}});
    begin = end + 1;
  }
  return {};
}

std::string clean_characters(std::string_view utf8, const TextLimits& limits, CharacterLosses& losses) {
  std::string clean;
  clean.reserve(utf8.size());
  int marks = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t length = std::min(sequence_length(static_cast<unsigned char>(utf8[at])), utf8.size() - at);
    const std::string_view sequence = utf8.substr(at, length);
    const char32_t point = point_of(sequence);
    at += length;
    if (point == U'\r') {
      if (at >= utf8.size() || utf8[at] != '\n') clean += '\n';
      continue;
    }
    if (point == 0x2028 || point == 0x2029) {
      clean += '\n';
      continue;
    }
    if (is_in(unwanted, point) || (point & 0xFFFEU) == 0xFFFE) {
      ++losses.controls;
      continue;
    }
    marks = is_in(combining, point) ? marks + 1 : 0;
    if (marks > limits.combining_marks_in_a_row)
      ++losses.marks;
    else
      clean += sequence;
  }
  return to_nfc(clean);
}

}  // namespace integrart
