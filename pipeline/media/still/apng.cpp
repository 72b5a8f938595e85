#include "pipeline/media/still/apng.h"

#include <algorithm>
#include <cmath>

#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/container.h"

namespace integrart {
namespace {

constexpr std::size_t head_bytes = 13;
constexpr std::size_t control_bytes = 26;
constexpr int channels = 4;

/// Alpha of both, straight (not premultiplied): W3C compositing, source over.
void lay_over(std::uint8_t* under, const std::uint8_t* over) {
  const double share = over[3] / 255.0;
  const double rest = under[3] / 255.0 * (1 - share);
  const double whole = share + rest;
  for (int channel = 0; channel < 3 && whole > 0; ++channel)
    under[channel] = static_cast<std::uint8_t>(std::lround((over[channel] * share + under[channel] * rest) / whole));
  under[3] = static_cast<std::uint8_t>(std::lround(whole * 255));
}

}  // namespace

std::optional<ApngPart> ApngReader::control(std::string_view body) const {
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
  ApngPart part;
  part.left = static_cast<int>(left);
  part.top = static_cast<int>(top);
  part.width = static_cast<int>(width);
  part.height = static_cast<int>(height);
  part.disposal = static_cast<ApngDisposal>(number(24, 1));
  part.over = number(25, 1) == 1;
  return part;
}

std::string ApngReader::file_of(const ApngPart& part, std::string_view pixels) const {
  std::string head = m_head;
  head.replace(
      0, 8, bytes_of(static_cast<std::uint64_t>(part.width), 4) + bytes_of(static_cast<std::uint64_t>(part.height), 4));
  return std::string(m_bytes.substr(0, 8)) + png_chunk("IHDR", head) + m_palettes + png_chunk("IDAT", pixels) +
         png_chunk("IEND", "");
}

std::optional<ApngPart> ApngReader::next() {
  std::optional<ApngPart> part;
  std::string pixels;
  const auto whole = [&]() -> std::optional<ApngPart> {
    if (!part || pixels.empty() || m_head.size() != head_bytes) return std::nullopt;
    part->png = file_of(*part, pixels);
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

ApngCanvas::ApngCanvas(int width, int height)
    : m_width(width), m_samples(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels, 0) {}

std::uint8_t* ApngCanvas::row(const ApngPart& part, int row) {
  const std::size_t first = static_cast<std::size_t>(part.top + row) * static_cast<std::size_t>(m_width) +
                            static_cast<std::size_t>(part.left);
  return &m_samples[first * channels];
}

void ApngCanvas::dispose() {
  if (!m_shown || m_shown->disposal == ApngDisposal::none) return;
  const auto size = static_cast<std::size_t>(m_shown->width) * channels;
  for (int line = 0; line < m_shown->height; ++line) {
    if (m_shown->disposal == ApngDisposal::background)
      std::fill_n(row(*m_shown, line), size, std::uint8_t{0});
    else
      std::copy_n(&m_before[static_cast<std::size_t>(line) * size], size, row(*m_shown, line));
  }
}

const std::vector<std::uint8_t>& ApngCanvas::show(const ApngPart& part, const std::vector<std::uint8_t>& pixels) {
  dispose();
  const auto size = static_cast<std::size_t>(part.width) * channels;
  if (part.disposal == ApngDisposal::previous) {
    m_before.clear();
    for (int line = 0; line < part.height; ++line)
      m_before.insert(m_before.end(), row(part, line), row(part, line) + size);
  }
  for (int line = 0; line < part.height; ++line) {
    const std::uint8_t* from = &pixels[static_cast<std::size_t>(line) * size];
    std::uint8_t* to = row(part, line);
    if (!part.over) {
      std::copy_n(from, size, to);
      continue;
    }
    for (std::size_t pixel = 0; pixel < size; pixel += channels) lay_over(to + pixel, from + pixel);
  }
  m_shown = part;
  m_shown->png.clear();
  return m_samples;
}

}  // namespace integrart
