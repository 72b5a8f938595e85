#include "pipeline/media/sound/true_peak_limiter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace integrart {

namespace {

constexpr double lookahead_seconds = 0.005;
constexpr double release_seconds = 0.060;
constexpr double kaiser_beta = 8;  // side lobes at -80 dB

/// Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun, 9.6.12).
double bessel_i0(double x) {
  double term = 1;
  double sum = 1;
  for (int k = 1; k < 40; ++k) {
    term *= (x / 2) / k;
    sum += term * term;
  }
  return sum;
}

/// Kaiser-windowed sinc at `x` samples from the middle of a filter that reaches `half` samples to each side.
double interpolation(double x, double half) {
  const double angle = std::numbers::pi * x;
  const double sinc = x == 0 ? 1 : std::sin(angle) / angle;
  const double across = x / half;
  return sinc * bessel_i0(kaiser_beta * std::sqrt(std::max(0.0, 1 - across * across))) / bessel_i0(kaiser_beta);
}

}  // namespace

TruePeakLimiter::TruePeakLimiter(int sample_rate, int channels, double ceiling_dbtp)
    : m_channels(static_cast<std::size_t>(channels)),
      m_ceiling(std::pow(10, ceiling_dbtp / 20)),
      m_lookahead(static_cast<std::size_t>(std::lround(lookahead_seconds * sample_rate))),
      m_recovery(1 - std::exp(-1 / (release_seconds * sample_rate))),
      m_history(m_channels * 4 * half_taps),
      m_delayed(m_channels * (m_lookahead + half_taps)),
      m_averaged(m_lookahead + 1, 1.0),
      m_sum(static_cast<double>(m_lookahead + 1)) {
  for (std::size_t phase = 0; phase + 1 < phases; ++phase) {
    const double between = static_cast<double>(phase + 1) / phases;  // after the sample half_taps - 1
    float magnitude = 0;
    for (std::size_t tap = 0; tap < 2 * half_taps; ++tap) {
      const double distance = static_cast<double>(tap) - static_cast<double>(half_taps - 1) - between;
      m_filter[phase][tap] = static_cast<float>(interpolation(distance, static_cast<double>(half_taps)));
      magnitude += std::abs(m_filter[phase][tap]);
    }
    m_filter_bound = std::max(m_filter_bound, magnitude);
  }
}

void TruePeakLimiter::process(std::span<float> samples) {
  for (float* frame = samples.data(); frame != samples.data() + samples.size(); frame += m_channels) {
    const double gain = smoothed(needed_gain(frame));
    m_deepest = std::min(m_deepest, gain);
    float* delayed = m_delayed.data() + m_delayed_at * m_channels;
    for (std::size_t channel = 0; channel < m_channels; ++channel)
      frame[channel] = static_cast<float>(std::exchange(delayed[channel], frame[channel]) * std::min(gain, 1.0));
    m_delayed_at = (m_delayed_at + 1) % delay();
  }
}

/// c of the frame `half_taps` before `frame`: its own magnitude and that of the three points on either side of it.
double TruePeakLimiter::needed_gain(const float* frame) {
  constexpr std::size_t taps = 2 * half_taps;
  float peak = 0;
  for (std::size_t channel = 0; channel < m_channels; ++channel) {
    float* history = m_history.data() + channel * 2 * taps;
    history[m_history_at] = history[m_history_at + taps] = frame[channel];
    const float* window = history + m_history_at + 1;  // the last `taps` samples, oldest first
    float largest = 0;
    for (std::size_t tap = 0; tap < taps; ++tap) largest = std::max(largest, std::abs(window[tap]));
    if (largest * m_filter_bound <= static_cast<float>(m_ceiling)) continue;
    peak = std::max(peak, std::abs(window[half_taps - 1]));
    for (const auto& filter : m_filter) {
      float point = 0;
      for (std::size_t tap = 0; tap < taps; ++tap) point += filter[tap] * window[tap];
      peak = std::max(peak, std::abs(point));
    }
  }
  m_history_at = (m_history_at + 1) % taps;
  return static_cast<double>(peak) <= m_ceiling ? 1.0 : m_ceiling / static_cast<double>(peak);
}

double TruePeakLimiter::smoothed(double needed) {
  while (!m_minimum.empty() && m_minimum.back().gain >= needed) m_minimum.pop_back();
  m_minimum.push_back({m_frame, needed});
  if (m_minimum.front().frame + m_lookahead < m_frame) m_minimum.pop_front();
  ++m_frame;
  m_recovered = std::min(m_minimum.front().gain, m_recovered + m_recovery * (1 - m_recovered));
  m_sum += m_recovered - m_averaged[m_averaged_at];
  m_averaged[m_averaged_at] = m_recovered;
  m_averaged_at = (m_averaged_at + 1) % m_averaged.size();
  return m_sum / static_cast<double>(m_averaged.size());
}

double TruePeakLimiter::deepest_gain_db() const {
  return 20 * std::log10(m_deepest);
}

}  // namespace integrart
