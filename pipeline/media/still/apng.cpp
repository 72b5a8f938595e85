#include "pipeline/media/still/apng.h"

#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/container.h"

namespace integrart {
namespace {

constexpr std::size_t header_chunk_bytes = 13;
constexpr std::size_t control_bytes = 26;

}  // namespace

std::optional<AnimationPart> ApngReader::control(std::string_view body) const {
  if (body.size() < control_bytes) return std::nullopt;
  const auto number = [&](std::uint64_t offset, unsigned width) { return number_at(body, offset, width).value_or(0); };
  const std::uint64_t width = number(4, 4);
  const std::uint64_t height = number(8, 4);
  const std::uint64_t left = number(12, 4);
  const std::uint64_t top = number(16, 4);
  const auto inside = [](std::uint64_t begin, std::uint64_t size, int whole) {
    return size > 0 && begin + size <= static_cast<std::uint64_t>(whole);
  };
  if (!inside(left, width, m_width) || !inside(top, height, m_height)) return std::nullopt;
  if (number(24, 1) > 2 || number(25, 1) > 1) return std::nullopt;
  AnimationPart part;
  part.left = static_cast<int>(left);
  part.top = static_cast<int>(top);
  part.width = static_cast<int>(width);
  part.height = static_cast<int>(height);
  part.disposal = static_cast<PartDisposal>(number(24, 1));
  part.over = number(25, 1) == 1;
  return part;
}

std::string ApngReader::file_of(const AnimationPart& part, std::string_view pixels) const {
  std::string head = m_head;
  head.replace(
      0, 8, bytes_of(static_cast<std::uint64_t>(part.width), 4) + bytes_of(static_cast<std::uint64_t>(part.height), 4));
  return std::string(m_bytes.substr(0, 8)) + png_chunk("IHDR", head) + m_palettes + png_chunk("IDAT", pixels) +
         png_chunk("IEND", "");
}

std::optional<AnimationPart> ApngReader::next() {
  std::optional<AnimationPart> part;
  std::string pixels;
  const auto whole = [&]() -> std::optional<AnimationPart> {
    if (!part || pixels.empty() || m_head.size() != header_chunk_bytes) return std::nullopt;
    part->file = file_of(*part, pixels);
    return std::move(part);
  };
  while (true) {
    const auto length = number_at(m_bytes, m_at, 4);
    if (!length || *length > m_bytes.size() || m_at + 12 + *length > m_bytes.size()) return std::nullopt;
    const std::string_view type = part_of(m_bytes, m_at + 4, 4);
    const std::string_view body = part_of(m_bytes, m_at + 8, *length);
    const bool begins = type == "fcTL";
    if ((begins && part) || type == "IEND") return whole();
    if (type == "IHDR") m_head = body;
    if (type == "PLTE" || type == "tRNS") m_palettes += part_of(m_bytes, m_at, *length + 12);
    if (begins) {
      part = control(body);
      if (!part) return std::nullopt;
    }
    if (type == "IDAT" && part) pixels += body;  // without a control before it, the picture is no part of the animation
    if (type == "fdAT" && part) pixels += part_of(body, 4, body.size());
    m_at += 12 + *length;
  }
}

}  // namespace integrart
