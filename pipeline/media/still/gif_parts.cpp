#include "pipeline/media/still/gif_parts.h"

#include <algorithm>

#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/gif_blocks.h"

namespace integrart {
namespace {

constexpr std::size_t head_bytes = 13;
constexpr std::size_t descriptor_bytes = 10;
constexpr char extension = '\x21';
constexpr char descriptor = '\x2C';
constexpr char end_of_file = '\x3B';

/// Place and size of the picture whose descriptor begins at `at`; absent when it is cut off.
std::optional<AnimationPart> place_at(std::string_view bytes, std::size_t at) {
  AnimationPart part;
  std::uint64_t offset = at + 1;
  for (int* const value : {&part.left, &part.top, &part.width, &part.height}) {
    const auto number = number_at(bytes, offset, 2, ByteOrder::little);
    if (!number) return std::nullopt;
    *value = static_cast<int>(*number);
    offset += 2;
  }
  return part;
}

/// GIF89a, 23: 2 back to the background, 3 back to what was there. 4 is an old slip for 3 (bit 2 instead of the
/// number), which browsers read as it was meant.
PartDisposal disposal_of(std::uint64_t packed) {
  switch (packed >> 2U & 7U) {
    case 2:
      return PartDisposal::background;
    case 3:
    case 4:
      return PartDisposal::previous;
    default:
      return PartDisposal::none;
  }
}

}  // namespace

GifReader::GifReader(std::string_view bytes) : m_bytes(bytes) {
  const std::uint64_t packed = number_at(bytes, 10, 1).value_or(0);
  m_colours = part_of(bytes, head_bytes, gif_colour_table_bytes(packed));
  m_first = m_at = head_bytes + gif_colour_table_bytes(packed);
}

GifCanvas GifReader::canvas() const {
  GifCanvas canvas{static_cast<int>(number_at(m_bytes, 6, 2, ByteOrder::little).value_or(0)),
                   static_cast<int>(number_at(m_bytes, 8, 2, ByteOrder::little).value_or(0))};
  std::size_t at = m_first;
  while (at < m_bytes.size() && m_bytes[at] == extension) at = after_gif_blocks(m_bytes, at + 2);
  const auto first = at < m_bytes.size() && m_bytes[at] == descriptor ? place_at(m_bytes, at) : std::nullopt;
  if (!first) return canvas;
  return {std::max(canvas.width, first->left + first->width), std::max(canvas.height, first->top + first->height)};
}

std::optional<AnimationPart> GifReader::part_at(std::size_t at) {
  auto part = place_at(m_bytes, at);
  const auto packed = number_at(m_bytes, at + descriptor_bytes - 1, 1);
  if (!part || !packed || part->width == 0 || part->height == 0) return std::nullopt;
  const std::size_t own_colours = gif_colour_table_bytes(*packed);
  const std::size_t after = after_gif_blocks(m_bytes, at + descriptor_bytes + own_colours + 1);
  if (after > m_bytes.size()) return std::nullopt;
  const std::string size = bytes_of(static_cast<std::uint64_t>(part->width), 2, ByteOrder::little) +
                           bytes_of(static_cast<std::uint64_t>(part->height), 2, ByteOrder::little);
  part->file = std::string("GIF89a").append(size).append(m_bytes.substr(10, 1)).append(2, '\0').append(m_colours);
  part->file.append(m_control).append(1, descriptor).append(4, '\0').append(size);
  part->file.append(m_bytes.substr(at + descriptor_bytes - 1, after - at - descriptor_bytes + 1))
      .append(1, end_of_file);
  part->disposal = m_disposal;
  part->over = true;
  m_control.clear();
  m_disposal = PartDisposal::none;
  return part;
}

std::optional<AnimationPart> GifReader::next() {
  while (m_at < m_bytes.size()) {
    const std::size_t at = m_at;
    if (m_bytes[at] == descriptor) {
      const std::uint64_t packed = number_at(m_bytes, at + descriptor_bytes - 1, 1).value_or(0);
      m_at = after_gif_blocks(m_bytes, at + descriptor_bytes + gif_colour_table_bytes(packed) + 1);
      return part_at(at);
    }
    if (m_bytes[at] != extension) return std::nullopt;
    const std::string_view control = part_of(m_bytes, at, 8);
    if (control.size() == 8 && control[1] == '\xF9' && number_at(control, 2, 1).value_or(0) >= 4) {
      const std::uint64_t packed = number_at(control, 3, 1).value_or(0);
      m_disposal = disposal_of(packed);
      m_control = std::string("\x21\xF9\x04").append(bytes_of(packed & 1U, 1)).append(2, '\0');
      m_control.append(control.substr(6, 1)).append(1, '\0');
    }
    m_at = after_gif_blocks(m_bytes, at + 2);
  }
  return std::nullopt;
}

}  // namespace integrart
