#include "pipeline/media/still/animation_canvas.h"

#include <algorithm>
#include <cmath>

namespace integrart {
namespace {

constexpr int rgba_channels = 4;

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

AnimationCanvas::AnimationCanvas(int width, int height)
    : m_width(width),
      m_height(height),
      m_samples(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * rgba_channels, 0) {}

std::uint8_t* AnimationCanvas::row(const Place& place, int row) {
  const std::size_t first = static_cast<std::size_t>(place.top + row) * static_cast<std::size_t>(m_width) +
                            static_cast<std::size_t>(place.left);
  return &m_samples[first * rgba_channels];
}

void AnimationCanvas::dispose() {
  if (m_shown.disposal == PartDisposal::none) return;
  const auto size = static_cast<std::size_t>(m_shown.width) * rgba_channels;
  for (int line = 0; line < m_shown.height; ++line) {
    if (m_shown.disposal == PartDisposal::background)
      std::fill_n(row(m_shown, line), size, std::uint8_t{0});
    else
      std::copy_n(&m_before[static_cast<std::size_t>(line) * size], size, row(m_shown, line));
  }
}

const std::vector<std::uint8_t>& AnimationCanvas::show(const AnimationPart& part,
                                                       const std::vector<std::uint8_t>& pixels) {
  dispose();
  const Place seen{part.left, part.top, std::min(part.width, m_width - part.left),
                   std::min(part.height, m_height - part.top), part.disposal};
  m_shown = seen;
  if (seen.width <= 0 || seen.height <= 0) {
    m_shown.disposal = PartDisposal::none;
    return m_samples;
  }
  const auto size = static_cast<std::size_t>(seen.width) * rgba_channels;
  if (seen.disposal == PartDisposal::previous) {
    m_before.clear();
    for (int line = 0; line < seen.height; ++line)
      m_before.insert(m_before.end(), row(seen, line), row(seen, line) + size);
  }
  for (int line = 0; line < seen.height; ++line) {
    const std::uint8_t* from =
        &pixels[static_cast<std::size_t>(line) * static_cast<std::size_t>(part.width) * rgba_channels];
    std::uint8_t* to = row(seen, line);
    if (!part.over) {
      std::copy_n(from, size, to);
      continue;
    }
    for (std::size_t pixel = 0; pixel < size; pixel += rgba_channels) lay_over(to + pixel, from + pixel);
  }
  return m_samples;
}

}  // namespace integrart
