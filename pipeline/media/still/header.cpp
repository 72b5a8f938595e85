#include "pipeline/media/still/header.h"

#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/base/text.h"
#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/gif_blocks.h"

namespace integrart {
namespace {

/// Declared width and height, before any judgement.
struct Extent {
  std::uint64_t width = 0;
  std::uint64_t height = 0;

  void grow_to(const Extent& other) {
    width = std::max(width, other.width);
    height = std::max(height, other.height);
  }
};

/// Why a header cannot be used.
enum class HeaderProblem : std::uint8_t { damaged, unsupported, too_many_scans };
using HeaderResult = tl::expected<Extent, HeaderProblem>;

tl::unexpected<HeaderProblem> problem(HeaderProblem kind) {
  return tl::unexpected<HeaderProblem>(kind);
}

// A progressive JPEG has about ten scans; each costs a pass over all coefficients.
constexpr int most_jpeg_scans = 100;

/// ITU-T T.81, Annex B. Walks every marker, also between scans.
HeaderResult jpeg_extent(std::string_view bytes) {
  std::optional<Extent> extent;
  int scans = 0;
  std::size_t at = 2;
  while (true) {
    at = bytes.find('\xFF', at);
    if (at == std::string_view::npos || at + 1 >= bytes.size()) break;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    const bool stands_alone = marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    if (marker == 0xFF || stands_alone) {
      at += marker == 0xFF ? 1 : 2;
      continue;
    }
    if (marker == 0xD9) break;  // end of image; whatever follows is not part of the picture
    const auto length = number_at(bytes, at + 2, 2);
    if (!length || *length < 2) break;
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) {
      const auto height = number_at(bytes, at + 5, 2);
      const auto width = number_at(bytes, at + 7, 2);
      if (!height || !width) return problem(HeaderProblem::damaged);
      if (!extent) extent.emplace();
      extent->grow_to({*width, *height});
    }
    if (marker == 0xDA && ++scans > most_jpeg_scans) return problem(HeaderProblem::too_many_scans);
    at += 2 + static_cast<std::size_t>(*length);
  }
  if (!extent) return problem(HeaderProblem::damaged);
  return *extent;
}

/// PNG (ISO/IEC 15948), 11.2.2: IHDR comes first.
HeaderResult png_extent(std::string_view bytes) {
  const auto width = number_at(bytes, 16, 4);
  const auto height = number_at(bytes, 20, 4);
  if (!width || !height || bytes.substr(12, 4) != "IHDR") return problem(HeaderProblem::damaged);
  return Extent{*width, *height};
}

/// RFC 9649.
HeaderResult webp_extent(std::string_view bytes) {
  const std::string_view chunk = part_of(bytes, 12, 4);
  if (chunk == "VP8X") {
    const auto width = number_at(bytes, 24, 3, ByteOrder::little);
    const auto height = number_at(bytes, 27, 3, ByteOrder::little);
    if (width && height) return Extent{*width + 1, *height + 1};
  } else if (chunk == "VP8L") {
    const auto bits = number_at(bytes, 21, 4, ByteOrder::little);
    if (bits) return Extent{(*bits & 0x3FFFU) + 1, ((*bits >> 14U) & 0x3FFFU) + 1};
  } else if (chunk == "VP8 ") {
    const auto width = number_at(bytes, 26, 2, ByteOrder::little);
    const auto height = number_at(bytes, 28, 2, ByteOrder::little);
    if (width && height) return Extent{*width & 0x3FFFU, *height & 0x3FFFU};
  }
  return problem(HeaderProblem::damaged);
}

/// GIF89a: the logical screen and every picture on it, because decoders enlarge the screen to hold them.
HeaderResult gif_extent(std::string_view bytes) {
  const auto width = number_at(bytes, 6, 2, ByteOrder::little);
  const auto height = number_at(bytes, 8, 2, ByteOrder::little);
  const auto packed = number_at(bytes, 10, 1);
  if (!width || !height || !packed) return problem(HeaderProblem::damaged);
  Extent extent{*width, *height};
  std::size_t at = 13 + gif_colour_table_bytes(*packed);
  while (at < bytes.size()) {
    if (bytes[at] == '\x21') {
      at = after_gif_blocks(bytes, at + 2);
    } else if (bytes[at] == '\x2C') {
      std::array<std::uint64_t, 4> place{};
      for (unsigned i = 0; i < 4; ++i) {
        const auto value = number_at(bytes, at + 1 + 2 * i, 2, ByteOrder::little);
        if (!value) return extent;
        place.at(i) = *value;
      }
      extent.grow_to({place[0] + place[2], place[1] + place[3]});
      at = after_gif_blocks(bytes, at + 11 + gif_colour_table_bytes(number_at(bytes, at + 9, 1).value_or(0)));
    } else {
      break;
    }
  }
  return extent;
}

/// TIFF 6.0: the first directory. Big TIFF, samples beyond 16 bits and subsampled Y'CbCr are not read by libvips or of
/// no use here.
HeaderResult tiff_extent(std::string_view bytes) {
  const ByteOrder order = bytes[0] == 'I' ? ByteOrder::little : ByteOrder::big;
  const auto version = number_at(bytes, 2, 2, order);
  if (version == 43U) return problem(HeaderProblem::unsupported);
  const auto directory = number_at(bytes, 4, 4, order);
  const auto entries = directory ? number_at(bytes, *directory, 2, order) : std::nullopt;
  if (!entries) return problem(HeaderProblem::damaged);
  Extent image;
  Extent tile;
  std::uint64_t compression = 1;
  std::uint64_t colour_model = 0;
  for (std::uint64_t i = 0; i < *entries; ++i) {
    const std::uint64_t entry = *directory + 2 + 12 * i;
    const auto tag = number_at(bytes, entry, 2, order);
    const auto kind = number_at(bytes, entry + 2, 2, order);
    const auto count = number_at(bytes, entry + 4, 4, order);
    const auto value = number_at(bytes, entry + 8, kind == 3U ? 2 : 4, order);
    if (!tag || !kind || !count || !value) return problem(HeaderProblem::damaged);
    if (*tag == 256) image.width = *value;
    if (*tag == 257) image.height = *value;
    if (*tag == 258 && *count <= 2 && kind == 3U && *value > 16) return problem(HeaderProblem::unsupported);
    if (*tag == 259) compression = *value;
    if (*tag == 262) colour_model = *value;
    if (*tag == 277 && *value > 5) return problem(HeaderProblem::unsupported);
    if (*tag == 322) tile.width = *value;
    if (*tag == 323) tile.height = *value;
  }
  if (image.width == 0 || image.height == 0) return problem(HeaderProblem::damaged);
  constexpr std::uint64_t ycbcr = 6;
  constexpr std::uint64_t jpeg_compression = 7;
  if (colour_model == ycbcr && compression != jpeg_compression) return problem(HeaderProblem::unsupported);
  image.grow_to(tile);
  return image;
}

bool holds_boxes(std::string_view type) {
  return type == "meta" || type == "iprp" || type == "ipco";
}

/// ISO/IEC 23008-12: the largest `ispe` property, whichever item it belongs to.
void grow_by_boxes(std::string_view bytes, int depth, Extent& extent) {
  std::uint64_t at = 0;
  while (true) {
    auto size = number_at(bytes, at, 4);
    if (!size) return;
    const std::string_view type = part_of(bytes, at + 4, 4);
    std::uint64_t head = 8;
    if (*size == 1) {
      size = number_at(bytes, at + 8, 8);
      head = 16;
    }
    if (size == 0U) size = bytes.size() - at;
    if (!size || *size < head) return;
    const std::string_view body = part_of(part_of(bytes, at, *size), head, *size - head);
    if (type == "ispe") {
      const auto width = number_at(body, 4, 4);
      const auto height = number_at(body, 8, 4);
      if (width && height) extent.grow_to({*width, *height});
    } else if (holds_boxes(type) && depth < 4) {
      grow_by_boxes(type == "meta" ? part_of(body, 4, body.size()) : body, depth + 1, extent);
    }
    if (*size > bytes.size() - at) return;
    at += *size;
  }
}

HeaderResult heif_extent(std::string_view bytes) {
  Extent extent;
  grow_by_boxes(bytes, 0, extent);
  if (extent.width == 0 || extent.height == 0) return problem(HeaderProblem::damaged);
  return extent;
}

std::optional<StillType> heif_type(std::string_view bytes) {
  if (part_of(bytes, 4, 4) != "ftyp") return std::nullopt;
  const std::uint64_t box = std::min<std::uint64_t>(number_at(bytes, 0, 4).value_or(0), 256);
  std::optional<StillType> type;
  for (std::uint64_t at = 8; at + 4 <= box; at += at == 8 ? 8 : 4) {
    const std::string_view brand = part_of(bytes, at, 4);
    if (brand == "avif" || brand == "avis") return StillType::avif;
    if (brand == "heic" || brand == "heix" || brand == "heim" || brand == "heis" || brand == "mif1")
      type = StillType::heic;
  }
  return type;
}

std::optional<StillType> type_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return StillType::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return StillType::png;
  if (bytes.starts_with("RIFF"sv) && part_of(bytes, 8, 4) == "WEBP"sv) return StillType::webp;
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return StillType::gif;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv) || bytes.starts_with("II+\0"sv) ||
      bytes.starts_with("MM\0+"sv))
    return StillType::tiff;
  return heif_type(bytes);
}

HeaderResult extent_of(StillType type, std::string_view bytes) {
  switch (type) {
    case StillType::jpeg:
      return jpeg_extent(bytes);
    case StillType::png:
      return png_extent(bytes);
    case StillType::webp:
      return webp_extent(bytes);
    case StillType::gif:
      return gif_extent(bytes);
    case StillType::tiff:
      return tiff_extent(bytes);
    case StillType::heic:
    case StillType::avif:
      return heif_extent(bytes);
  }
  return problem(HeaderProblem::damaged);
}

}  // namespace

std::string_view name_of(StillType type) {
  static constexpr std::array<std::string_view, 7> names{"jpeg", "png", "webp", "gif", "heic", "avif", "tiff"};
  return names.at(static_cast<std::size_t>(type));
}

Result<StillHeader> read_still_header(std::string_view bytes, const std::string& name, const ImageLimits& limits) {
  const std::string file = display_name(name);
  const auto type = type_of(bytes);
  if (!type) return fail(Errc::unrecognised, "still.not_a_picture", {{"file", file}});
  const HeaderResult extent = extent_of(*type, bytes);
  if (!extent) {
    if (extent.error() == HeaderProblem::unsupported)
      return fail(Errc::unsupported, "still.unsupported_kind",
                  {{"file", file}, {"format", std::string(name_of(*type))}});
    if (extent.error() == HeaderProblem::too_many_scans)
      return fail(Errc::limit_exceeded, "still.too_many_scans", {{"file", file}});
    return fail(Errc::corrupt_media, "still.damaged", {{"file", file}});
  }
  if (extent->width == 0 || extent->height == 0) return fail(Errc::corrupt_media, "still.damaged", {{"file", file}});
  const auto side = static_cast<std::uint64_t>(limits.side);
  const auto pixels = static_cast<std::uint64_t>(limits.pixels);
  if (extent->width > side || extent->height > side || extent->width * extent->height > pixels)
    return fail(Errc::limit_exceeded, "still.too_large",
                {{"file", file},
                 {"width", static_cast<std::int64_t>(extent->width)},
                 {"height", static_cast<std::int64_t>(extent->height)},
                 {"most_megapixels", static_cast<std::int64_t>(pixels / 1'000'000)},
                 {"most_side", static_cast<std::int64_t>(side)}});
  return StillHeader{*type, static_cast<int>(extent->width), static_cast<int>(extent->height)};
}

}  // namespace integrart
