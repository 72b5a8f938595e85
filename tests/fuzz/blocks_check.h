#pragma once
// What the fuzzer and the replay ask of pictures that were rewritten without their metadata.

#include <algorithm>
#include <string>
#include <string_view>

#include "pipeline/media/still/container.h"

namespace integrart::test {

using namespace std::string_view_literals;

inline std::size_t big_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::size_t value = 0;
  for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i)
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}
inline std::size_t little_endian(std::string_view bytes, std::size_t at) {
  std::string turned(bytes.substr(std::min(at, bytes.size()), 4));
  std::ranges::reverse(turned);
  return big_endian(turned, 0, 4);
}

/// Of a JPEG file: no comment, no extension, of application segments only JFIF without a thumbnail, colour profiles and
/// Adobe's twelve bytes; nothing after the end.
inline std::string problem_of_jpeg_parts(std::string_view bytes) {
  bool in_scan = false;
  for (std::size_t at = 2; at + 1 < bytes.size();) {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    const bool is_marker = bytes[at] == '\xFF' && marker != 0x00 && marker != 0xFF && (marker < 0xD0 || marker > 0xD7);
    if (!is_marker && !in_scan) return "bytes between the segments";
    if (!is_marker) {
      ++at;
      continue;
    }
    if (marker == 0xD9) return at + 2 == bytes.size() ? "" : "bytes after the end";
    const std::size_t length = big_endian(bytes, at + 2, 2);
    const std::string_view body = bytes.substr(std::min(at + 4, bytes.size()), length - 2);
    if (marker < 0xC0 || marker == 0xC8 || marker == 0xFE || marker >= 0xF0) return "a segment that shows nothing";
    if (marker >= 0xE0 && !(marker == 0xE0 && body.starts_with("JFIF\0"sv) && body.size() == 14) &&
        !(marker == 0xE2 && body.starts_with("ICC_PROFILE\0"sv)) &&
        !(marker == 0xEE && body.starts_with("Adobe"sv) && body.size() <= 12))
      return "an application segment";
    in_scan = marker == 0xDA;
    at += length + 2;
  }
  return "no end";
}

inline std::string problem_of_png_parts(std::string_view bytes) {
  constexpr auto shows = "IHDR PLTE tRNS IDAT IEND gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT"sv;
  for (std::size_t at = 8; at < bytes.size();) {
    const std::size_t length = big_endian(bytes, at, 4);
    const std::string_view type = bytes.substr(std::min(at + 4, bytes.size()), 4);
    if (type.size() != 4 || type.find(' ') != std::string_view::npos || shows.find(type) == std::string_view::npos)
      return "a chunk that shows nothing";
    at += length + 12;
    if (type == "IEND") return length == 0 && at == bytes.size() ? "" : "bytes after the end";
  }
  return "no end";
}

/// Of chunks one after the other, those of a picture inside an animation included.
inline std::string problem_of_webp_chunks(std::string_view bytes, std::size_t at, std::string_view shows) {
  while (at < bytes.size()) {
    const std::string_view type = bytes.substr(at, 4);
    const std::size_t length = little_endian(bytes, at + 4);
    if (type.size() != 4 || shows.find(type) == std::string_view::npos) return "a chunk that shows nothing";
    if (type == "ANMF") {
      const std::string inside = problem_of_webp_chunks(bytes.substr(at + 8, length), 16, "ALPH/VP8 /VP8L"sv);
      if (!inside.empty()) return inside + " in an animation";
    }
    at += 8 + length + length % 2;
  }
  return at == bytes.size() ? "" : "a chunk beyond the end";
}

inline std::string problem_of_parts_of(std::string_view bytes, StillType type) {
  if (type == StillType::jpeg) return problem_of_jpeg_parts(bytes);
  if (type == StillType::png) return problem_of_png_parts(bytes);
  return problem_of_webp_chunks(bytes, 12, "VP8X/VP8 /VP8L/ALPH/ANIM/ANMF/ICCP"sv);
}

inline std::string problem_of_still_blocks(std::string_view bytes) {
  const auto header = read_still_header(bytes, "picture", ImageLimits{});
  if (!header || !can_rewrite(header->type)) return "";
  const auto clean = rewrite_still(bytes, *header, "picture", {});
  if (!clean) return render(clean.error()).empty() ? "an error without words" : "";
  if (std::string problem = problem_of_parts_of(*clean, header->type); !problem.empty()) return problem;
  const auto again = rewrite_still(*clean, *header, "picture", {});
  if (!again || *again != *clean) return "not clean at once";
  // What is written in their place is there, and goes again.
  StillAnnotations annotations;
  annotations.exif = std::string("II*\0private", 11);
  annotations.xmp = "<x:xmpmeta/>";
  const auto annotated = rewrite_still(bytes, *header, "picture", annotations);
  if (!annotated || annotated->find("private") == std::string::npos ||
      annotated->find("<x:xmpmeta/>") == std::string::npos)
    return "annotations are lost";
  const auto cleaned = rewrite_still(*annotated, *header, "picture", {});
  return cleaned && *cleaned == *clean ? "" : "annotations stay";
}

}  // namespace integrart::test
