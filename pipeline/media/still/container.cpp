#include "pipeline/media/still/container.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "pipeline/base/text.h"
#include "pipeline/media/still/bytes.h"

namespace integrart {
namespace {

using namespace std::string_view_literals;
using Rewritten = std::optional<std::string>;  // absent: the structure is broken

// ---- JPEG (ITU-T T.81, Annex B) -------------------------------------------------------------------------------------

std::string jpeg_segment(unsigned char marker, std::string_view body) {
  if (body.empty() || body.size() > 0xFFFD) return {};
  return std::string{'\xFF', static_cast<char>(marker)} + bytes_of(body.size() + 2, 2) + std::string(body);
}

/// Image resource block 0x0404 of Photoshop, where JPEG files keep IPTC.
std::string photoshop_block(std::string_view iptc) {
  if (iptc.empty()) return {};
  std::string block(
      "Photoshop 3.0\0"
      "8BIM\x04\x04\0\0"sv);
  block += bytes_of(iptc.size(), 4) + std::string(iptc);
  if (iptc.size() % 2 != 0) block += '\0';
  return block;
}

std::string jpeg_annotations(const StillAnnotations& annotations) {
  std::string segments;
  if (!annotations.exif.empty()) segments += jpeg_segment(0xE1, std::string("Exif\0\0"sv) + annotations.exif);
  if (!annotations.xmp.empty())
    segments += jpeg_segment(0xE1, std::string("http://ns.adobe.com/xap/1.0/\0"sv) + annotations.xmp);
  return segments + jpeg_segment(0xED, photoshop_block(annotations.iptc));
}

constexpr std::size_t adobe_bytes = 12;  // the name, a version, flags, the transform (ITU-T T.872, 6.5.3)

/// JFIF without its thumbnail, colour profiles and Adobe's colour transform show the picture; all else tells of it.
std::string kept_jpeg_application_segment(unsigned char marker, std::string_view body) {
  if (marker == 0xE0 && body.starts_with("JFIF\0"sv) && body.size() >= 14)
    return jpeg_segment(marker, std::string(body.substr(0, 12)) + std::string(2, '\0'));
  if (marker == 0xE2 && body.starts_with("ICC_PROFILE\0"sv)) return jpeg_segment(marker, body);
  if (marker == 0xEE && body.starts_with("Adobe"sv)) return jpeg_segment(marker, body.substr(0, adobe_bytes));
  return {};
}

/// Frames, tables, scans, restarts (table B.1); neither extensions nor reserved markers, which may hold anything.
bool shows_the_jpeg(unsigned char marker) {
  return (marker >= 0xC0 && marker <= 0xCF && marker != 0xC8) || (marker >= 0xDA && marker <= 0xDF);
}

std::string kept_jpeg_segment(unsigned char marker, std::string_view segment, std::string_view body) {
  if (shows_the_jpeg(marker)) return std::string(segment);
  return kept_jpeg_application_segment(marker, body);
}

/// End of the entropy-coded bytes that begin at `at`: the next marker that is not a restart or a stuffed byte.
std::size_t after_jpeg_scan(std::string_view bytes, std::size_t at) {
  while (true) {
    at = bytes.find('\xFF', at);
    if (at == std::string_view::npos || at + 1 >= bytes.size()) return bytes.size();
    const auto next = static_cast<unsigned char>(bytes[at + 1]);
    if (next != 0x00 && next != 0xFF && (next < 0xD0 || next > 0xD7)) return at;
    at += next == 0xFF ? 1 : 2;
  }
}

Rewritten rewrite_jpeg(std::string_view bytes, const StillAnnotations& annotations) {
  std::string out("\xFF\xD8"sv);
  bool annotated = false;
  bool scanned = false;
  std::size_t at = 2;
  while (at + 1 < bytes.size()) {
    if (bytes[at] != '\xFF') return std::nullopt;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker == 0xD9) {
      if (!scanned) return std::nullopt;
      return out + std::string("\xFF\xD9"sv);
    }
    const auto length = number_at(bytes, at + 2, 2);
    if (!length || *length < 2 || at + 2 + *length > bytes.size()) return std::nullopt;
    const std::string_view body = bytes.substr(at + 4, static_cast<std::size_t>(*length) - 2);
    const std::string_view segment = bytes.substr(at, static_cast<std::size_t>(*length) + 2);
    const std::string kept = kept_jpeg_segment(marker, segment, body);
    if (!annotated && marker != 0xE0) {  // JFIF must stand first
      out += jpeg_annotations(annotations);
      annotated = true;
    }
    out += kept;
    at += segment.size();
    if (marker == 0xDA) {
      const std::size_t end = after_jpeg_scan(bytes, at);
      out += bytes.substr(at, end - at);
      at = end;
      scanned = true;
    }
  }
  return std::nullopt;
}

// ---- PNG (ISO/IEC 15948) --------------------------------------------------------------------------------------------

constexpr auto kept_png_chunks =
    std::to_array<std::string_view>({"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "cICP",
                                     "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"});

/// The check of a chunk: CRC-32 of ISO 3309 (PNG, annex D).
std::uint32_t png_check(std::string_view typed_body) {
  std::uint32_t check = 0xFFFFFFFFU;
  for (const char c : typed_body) {
    check ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) check = (check & 1U) != 0 ? 0xEDB88320U ^ (check >> 1U) : check >> 1U;
  }
  return check ^ 0xFFFFFFFFU;
}

std::string png_annotations(const StillAnnotations& annotations) {
  std::string chunks;
  if (!annotations.exif.empty()) chunks += png_chunk("eXIf", annotations.exif);
  if (!annotations.xmp.empty())
    chunks += png_chunk("iTXt", std::string("XML:com.adobe.xmp\0\0\0\0\0"sv) + annotations.xmp);
  return chunks;
}

Rewritten rewrite_png(std::string_view bytes, const StillAnnotations& annotations) {
  std::string out(bytes.substr(0, 8));
  std::size_t at = 8;
  while (true) {
    const auto length = number_at(bytes, at, 4);
    if (!length || *length > bytes.size() || at + 12 + *length > bytes.size()) return std::nullopt;
    const std::string_view type = bytes.substr(at + 4, 4);
    const std::string_view chunk = bytes.substr(at, static_cast<std::size_t>(*length) + 12);
    if (type == "IEND") return out + png_chunk(type, {});
    if (std::ranges::find(kept_png_chunks, type) != kept_png_chunks.end()) out += chunk;
    if (type == "IHDR") out += png_annotations(annotations);
    at += chunk.size();
  }
}

// ---- WebP (RFC 9649) ------------------------------------------------------------------------------------------------

constexpr auto kept_webp_chunks =
    std::to_array<std::string_view>({"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"});
constexpr unsigned webp_xmp_flag = 0x04;
constexpr unsigned webp_exif_flag = 0x08;
constexpr unsigned webp_alpha_flag = 0x10;

std::string webp_chunk(std::string_view type, std::string_view body) {
  std::string chunk = std::string(type) + bytes_of(body.size(), 4, ByteOrder::little) + std::string(body);
  if (body.size() % 2 != 0) chunk += '\0';
  return chunk;
}

std::string extended_webp_header(const StillHeader& header, unsigned flags) {
  return webp_chunk("VP8X", bytes_of(flags, 4, ByteOrder::little) +
                                bytes_of(static_cast<std::uint64_t>(header.width - 1), 3, ByteOrder::little) +
                                bytes_of(static_cast<std::uint64_t>(header.height - 1), 3, ByteOrder::little));
}

bool lossless_webp_has_alpha(std::string_view body) {
  return (number_at(body, 1, 4, ByteOrder::little).value_or(0) >> 28U & 1U) != 0;
}

/// What one picture of an animation is made of, without what else may stand beside it (section 2.7.1.1).
std::string kept_webp_frame(std::string_view body) {
  constexpr std::size_t place_bytes = 16;
  std::string frame(body.substr(0, place_bytes));
  bool shown = false;
  std::size_t at = place_bytes;
  while (at + 8 <= body.size() && !shown) {
    const std::string_view type = body.substr(at, 4);
    const auto length = number_at(body, at + 4, 4, ByteOrder::little).value_or(body.size());
    if (length > body.size() - at - 8) break;
    shown = type == "VP8 " || type == "VP8L";
    if (shown || type == "ALPH") frame += webp_chunk(type, body.substr(at + 8, static_cast<std::size_t>(length)));
    at += 8 + static_cast<std::size_t>(length) + length % 2;
  }
  return shown ? frame : std::string();
}

/// A still shows its first picture; another one after it is seen by nobody.
bool comes_again(std::set<std::string_view>& seen, std::string_view type) {
  if (type == "ANMF") return false;
  return !seen.insert(type == "VP8L" ? "VP8 " : type).second;
}

Rewritten rewrite_webp(std::string_view bytes, const StillHeader& header, const StillAnnotations& annotations) {
  std::string chunks;
  std::set<std::string_view> seen;
  unsigned flags = 0;
  std::size_t at = 12;
  while (at + 8 <= bytes.size()) {
    const std::string_view type = bytes.substr(at, 4);
    const auto length = number_at(bytes, at + 4, 4, ByteOrder::little);
    if (!length || *length > bytes.size() - at - 8) return std::nullopt;
    const std::string_view body = bytes.substr(at + 8, static_cast<std::size_t>(*length));
    const bool kept = std::ranges::find(kept_webp_chunks, type) != kept_webp_chunks.end() && !comes_again(seen, type);
    if (kept && type == "VP8X") {
      flags = static_cast<unsigned>(number_at(body, 0, 1).value_or(0)) & ~(webp_xmp_flag | webp_exif_flag);
    } else if (kept && type == "ANMF") {
      const std::string frame = kept_webp_frame(body);
      if (frame.empty()) return std::nullopt;
      chunks += webp_chunk(type, frame);
    } else if (kept) {
      chunks += webp_chunk(type, body);
    }
    if (kept && type == "VP8L" && lossless_webp_has_alpha(body)) flags |= webp_alpha_flag;
    at += 8 + static_cast<std::size_t>(*length) + *length % 2;
  }
  if (chunks.empty()) return std::nullopt;
  if (!annotations.exif.empty()) {
    chunks += webp_chunk("EXIF", annotations.exif);
    flags |= webp_exif_flag;
  }
  if (!annotations.xmp.empty()) {
    chunks += webp_chunk("XMP ", annotations.xmp);
    flags |= webp_xmp_flag;
  }
  if ((flags & ~webp_alpha_flag) != 0 || part_of(chunks, 0, 4) == "ALPH")
    chunks = extended_webp_header(header, flags) + chunks;
  return "RIFF" + bytes_of(chunks.size() + 4, 4, ByteOrder::little) + "WEBP" + chunks;
}

}  // namespace

std::string png_chunk(std::string_view type, std::string_view body) {
  const std::string typed = std::string(type) + std::string(body);
  return bytes_of(body.size(), 4) + typed + bytes_of(png_check(typed), 4);
}

bool can_rewrite(StillType type) {
  return type == StillType::jpeg || type == StillType::png || type == StillType::webp;
}

Result<std::string> rewrite_still(std::string_view bytes, const StillHeader& header, const std::string& name,
                                  const StillAnnotations& annotations) {
  Rewritten rewritten;
  if (header.type == StillType::jpeg) rewritten = rewrite_jpeg(bytes, annotations);
  if (header.type == StillType::png) rewritten = rewrite_png(bytes, annotations);
  if (header.type == StillType::webp) rewritten = rewrite_webp(bytes, header, annotations);
  if (!rewritten) return fail(Errc::corrupt_media, "still.damaged", {{"file", display_name(name)}});
  return std::move(*rewritten);
}

}  // namespace integrart
