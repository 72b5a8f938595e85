#include "filters/video/flash/transitions.h"

#include <algorithm>

namespace integrart::flash {
namespace {

constexpr float luminance_step = 0.1F;
constexpr float bright_enough = 0.8F;  // changes above it do not count
constexpr float redness_step = 20.0F;
constexpr float chromaticity_step = 0.2F;
constexpr float one_second = 0.999F;  // exactly one second apart is no more than three flashes, however it is rounded
constexpr float four_at_two_a_second = 0.8F;  // three quarters of a second, and a picture more
constexpr float long_ago = -1000.0F;

float squared_distance(float u1, float v1, float u2, float v2) {
  return (u1 - u2) * (u1 - u2) + (v1 - v2) * (v1 - v2);
}

}  // namespace

void TransitionTimes::resize(std::size_t cells) {
  Ring empty;
  empty.times.fill(long_ago);
  m_rings.assign(cells, empty);
  m_seventh.assign(cells, long_ago);
  m_fourth.assign(cells, long_ago);
  m_latest.assign(cells, long_ago);
  m_latest_of_all = long_ago;
}

void TransitionTimes::add(std::size_t cell, float seconds) {
  Ring& ring = m_rings[cell];
  ring.times[ring.next] = seconds;
  ring.next = static_cast<std::uint8_t>((ring.next + 1U) % too_many_transitions);
  m_seventh[cell] = ring.times[ring.next];
  m_fourth[cell] = ring.times[(ring.next + too_many_transitions - 4U) % too_many_transitions];
  m_latest[cell] = m_latest_of_all = seconds;
}

std::size_t TransitionTimes::mark(Pace pace, float seconds, std::vector<unsigned char>& flashing) const {
  if (seconds - m_latest_of_all >= together) return 0;
  const std::vector<float>& oldest = oldest_of(pace);
  const float within = pace == Pace::forbidden ? one_second : four_at_two_a_second;
  flashing.resize(oldest.size());
  std::size_t count = 0;
  for (std::size_t cell = 0; cell < oldest.size(); ++cell) {
    const bool often = seconds - oldest[cell] < within;
    const bool now = seconds - m_latest[cell] < together;
    flashing[cell] = static_cast<unsigned char>(static_cast<int>(often) & static_cast<int>(now));
    count += flashing[cell];
  }
  return count;
}

void LuminanceTransitions::look_at_cell(std::size_t cell, float now, float seconds) {
  const float lowest = m_lowest[cell];
  const float highest = m_highest[cell];
  const bool up = m_direction[cell] <= 0 && now - lowest >= luminance_step && lowest < bright_enough;
  const bool down = m_direction[cell] >= 0 && highest - now >= luminance_step && now < bright_enough;
  if (!up && !down) return;
  m_direction[cell] = up ? 1 : -1;
  m_lowest[cell] = m_highest[cell] = now;
  m_times.add(cell, seconds);
}

void LuminanceTransitions::look(const std::vector<float>& luminance, float seconds) {
  const std::size_t cells = luminance.size();
  if (m_lowest.size() != cells) {
    m_lowest = m_highest = luminance;
    m_direction.assign(cells, 0);
    m_times.resize(cells);
  }
  // In blocks: most have no change large enough, which the first loop tells for many cells at a time.
  constexpr std::size_t block = 64;
  for (std::size_t begin = 0; begin < cells; begin += block) {
    const std::size_t end = std::min(begin + block, cells);
    int changed = 0;
    for (std::size_t cell = begin; cell < end; ++cell) {
      const float now = luminance[cell];
      m_lowest[cell] = std::min(m_lowest[cell], now);
      m_highest[cell] = std::max(m_highest[cell], now);
      changed |= static_cast<int>(m_highest[cell] - m_lowest[cell] >= luminance_step);
    }
    if (changed == 0) continue;
    for (std::size_t cell = begin; cell < end; ++cell) look_at_cell(cell, luminance[cell], seconds);
  }
}

void RednessTransitions::look(const RedPicture& picture, float seconds) {
  if (m_lowest.size() != picture.cells()) {
    m_lowest = m_highest = picture.redness;
    m_lowest_red = m_highest_red = picture.red;
    m_direction.assign(picture.cells(), 0);
    m_times.resize(picture.cells());
  }
  for (std::size_t cell = 0; cell < picture.cells(); ++cell) {
    const float now = picture.redness[cell];
    const unsigned char red = picture.red[cell];
    if (now < m_lowest[cell]) {
      m_lowest[cell] = now;
      m_lowest_red[cell] = red;
    }
    if (now > m_highest[cell]) {
      m_highest[cell] = now;
      m_highest_red[cell] = red;
    }
    const bool up = m_direction[cell] <= 0 && now - m_lowest[cell] > redness_step && (red | m_lowest_red[cell]) != 0;
    const bool down =
        m_direction[cell] >= 0 && m_highest[cell] - now > redness_step && (red | m_highest_red[cell]) != 0;
    if (!up && !down) continue;
    m_direction[cell] = up ? 1 : -1;
    m_lowest[cell] = m_highest[cell] = now;
    m_lowest_red[cell] = m_highest_red[cell] = red;
    m_times.add(cell, seconds);
  }
}

void ChromaticityTransitions::look(const RedPicture& picture, float seconds) {
  if (m_u.size() != picture.cells()) {
    m_inside = picture.red;
    m_u = picture.u;
    m_v = picture.v;
    m_times.resize(picture.cells());
  }
  for (std::size_t cell = 0; cell < picture.cells(); ++cell) {
    const float u = picture.u[cell];
    const float v = picture.v[cell];
    const float kept_redness = squared_distance(m_u[cell], m_v[cell], red_u, red_v);
    const float redness = squared_distance(u, v, red_u, red_v);
    const bool far = squared_distance(u, v, m_u[cell], m_v[cell]) > chromaticity_step * chromaticity_step;
    const bool crosses = far && (m_inside[cell] != 0 || picture.red[cell] != 0);
    if (crosses) {
      m_inside[cell] = m_inside[cell] != 0 ? 0 : 1;
      m_times.add(cell, seconds);
    }
    if (crosses || (m_inside[cell] != 0 ? redness < kept_redness : redness > kept_redness)) {
      m_u[cell] = u;
      m_v[cell] = v;
    }
  }
}

}  // namespace integrart::flash
