#include "pipeline/media/still/animation.h"

#include <algorithm>

#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/gif_blocks.h"

namespace integrart {
namespace {

/// Counts, and keeps the first delays.
class Count {
 public:
  explicit Count(std::uint64_t most) : m_most(most) {}
  void add(std::uint64_t milliseconds) {
    ++m_pictures;
    if (m_delays.size() < m_most) m_delays.push_back(static_cast<std::uint32_t>(milliseconds));
  }
  StillMotion motion() && {
    if (m_pictures < 2) return {};
    return {m_pictures, std::move(m_delays), true};
  }

 private:
  std::uint64_t m_most;
  std::uint64_t m_pictures = 0;
  std::vector<std::uint32_t> m_delays;
};

/// GIF89a. A graphic control extension gives the delay, in hundredths of a second, of the picture that follows it.
StillMotion gif_motion(std::string_view bytes, std::uint64_t most) {
  Count count(most);
  std::uint64_t delay = 0;
  std::size_t at = 13 + gif_colour_table_bytes(number_at(bytes, 10, 1).value_or(0));
  while (at < bytes.size()) {
    if (bytes[at] == '\x21') {
      if (number_at(bytes, at + 1, 1) == 0xF9U && number_at(bytes, at + 2, 1).value_or(0) >= 4)
        delay = number_at(bytes, at + 4, 2, ByteOrder::little).value_or(0);
      at = after_gif_blocks(bytes, at + 2);
    } else if (bytes[at] == '\x2C') {
      count.add(delay * 10);
      delay = 0;
      at = after_gif_blocks(bytes, at + 11 + gif_colour_table_bytes(number_at(bytes, at + 9, 1).value_or(0)));
    } else {
      break;
    }
  }
  return std::move(count).motion();
}

/// RFC 9649, 2.7.1: frames count only where the file says that it is an animation.
StillMotion webp_motion(std::string_view bytes, std::uint64_t most) {
  constexpr std::uint64_t animation = 0x02;
  if (part_of(bytes, 12, 4) != "VP8X" || (number_at(bytes, 20, 1).value_or(0) & animation) == 0) return {};
  Count count(most);
  std::uint64_t at = 12;
  while (at < bytes.size()) {
    const auto length = number_at(bytes, at + 4, 4, ByteOrder::little);
    if (!length) break;
    if (part_of(bytes, at, 4) == "ANMF") count.add(number_at(bytes, at + 20, 3, ByteOrder::little).value_or(0));
    at += 8 + *length + *length % 2;
  }
  return std::move(count).motion();
}

/// PNG, third edition, 11.3.6. A denominator of 0 means 100.
std::uint64_t png_delay(std::string_view control) {
  const std::uint64_t numerator = number_at(control, 20, 2).value_or(0);
  const std::uint64_t denominator = number_at(control, 22, 2).value_or(0);
  return numerator * 1000 / (denominator == 0 ? 100 : denominator);
}

StillMotion png_motion(std::string_view bytes, std::uint64_t most) {
  Count count(most);
  bool animated = false;
  std::uint64_t at = 8;
  while (at < bytes.size()) {
    const auto length = number_at(bytes, at, 4);
    const std::string_view type = part_of(bytes, at + 4, 4);
    if (!length || type == "IEND") break;
    if (type == "acTL") animated = true;
    if (type == "IDAT" && !animated) return {};
    if (type == "fcTL" && animated) count.add(png_delay(part_of(bytes, at + 8, *length)));
    at += 12 + *length;
  }
  return std::move(count).motion();
}

/// Brands of image sequences: ISO/IEC 23008-12 and the AV1 image file format.
StillMotion heif_motion(std::string_view bytes) {
  const std::uint64_t box = std::min<std::uint64_t>(number_at(bytes, 0, 4).value_or(0), 256);
  for (std::uint64_t at = 8; at + 4 <= box; at += at == 8 ? 8 : 4) {
    const std::string_view brand = part_of(bytes, at, 4);
    if (brand == "avis" || brand == "msf1" || brand == "hevc" || brand == "hevx") return {2, {}, false};
  }
  return {};
}

}  // namespace

StillMotion read_motion(std::string_view bytes, StillType type, std::uint64_t most) {
  switch (type) {
    case StillType::gif:
      return gif_motion(bytes, most);
    case StillType::webp:
      return webp_motion(bytes, most);
    case StillType::png:
      return png_motion(bytes, most);
    case StillType::heic:
    case StillType::avif:
      return heif_motion(bytes);
    case StillType::jpeg:
    case StillType::tiff:
      return {};
  }
  return {};
}

double round_seconds(const StillMotion& motion) {
  if (!motion.followed) return 1;
  std::uint64_t milliseconds = 0;
  for (const std::uint32_t delay : motion.delays) milliseconds += played_milliseconds(delay);
  return static_cast<double>(milliseconds) / 1000;
}

std::uint32_t played_milliseconds(std::uint32_t delay) {
  constexpr std::uint32_t shortest = 10;
  constexpr std::uint32_t in_its_place = 100;
  return delay <= shortest ? in_its_place : delay;
}

}  // namespace integrart
