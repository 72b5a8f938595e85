#include "pipeline/speech/cepstrum.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

namespace integrart {

namespace {

constexpr std::size_t filter_count = 40;
constexpr float pre_emphasis = 0.97F;

/// Slaney's scale: 13 linear filters below 1 kHz, 27 logarithmic ones above (Auditory Toolbox, mfcc.m).
std::array<double, filter_count + 2> filter_edges() {
  constexpr std::size_t linear = 13;
  const double lowest = 400.0 / 3;
  const double spacing = 200.0 / 3;
  const double ratio = 1.0711703;
  std::array<double, filter_count + 2> edges{};
  for (std::size_t i = 0; i < edges.size(); ++i)
    edges[i] = i < linear ? lowest + spacing * static_cast<double>(i)
                          : (lowest + spacing * (linear - 1)) * std::pow(ratio, static_cast<double>(i - linear + 1));
  return edges;
}

std::size_t samples_in(double seconds, int sample_rate) {
  return static_cast<std::size_t>(std::lround(seconds * sample_rate));
}

}  // namespace

Cepstrum::Cepstrum(CepstrumSettings settings, int sample_rate)
    : m_settings(settings),
      m_sample_rate(sample_rate),
      m_transform(std::bit_ceil(samples_in(settings.window_seconds, sample_rate))),
      m_window(samples_in(settings.window_seconds, sample_rate)),
      m_windowed(m_window.size()),
      m_power(m_transform.size() / 2 + 1),
      m_rows(0, cepstrum_coefficients) {
  const auto last = static_cast<double>(m_window.size() - 1);
  for (std::size_t i = 0; i < m_window.size(); ++i)
    m_window[i] = static_cast<float>(0.54 - 0.46 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / last));
  make_filters(sample_rate);
  for (std::size_t c = 0; c < cepstrum_coefficients; ++c)
    for (std::size_t f = 0; f < filter_count; ++f) {
      const double scale = std::sqrt((c == 0 ? 1.0 : 2.0) / filter_count);
      m_cosines.push_back(static_cast<float>(
          scale * std::cos(std::numbers::pi * static_cast<double>(c) * (static_cast<double>(f) + 0.5) / filter_count)));
    }
  // The first row's window begins before the sound does. One sample more, for the pre-emphasis.
  const auto half_hop = static_cast<std::int64_t>(samples_in(settings.hop_seconds / 2, sample_rate));
  m_first = half_hop - static_cast<std::int64_t>(m_window.size() / 2) - 1;
  if (m_first < 0) m_pending.assign(static_cast<std::size_t>(-m_first), 0.0F);
}

void Cepstrum::make_filters(int sample_rate) {
  const auto edges = filter_edges();
  const double bin_width = static_cast<double>(sample_rate) / static_cast<double>(m_transform.size());
  for (std::size_t f = 0; f < filter_count; ++f) {
    MelFilter filter;
    filter.first_bin = static_cast<std::size_t>(std::ceil(edges[f] / bin_width));
    const double height = 2 / (edges[f + 2] - edges[f]) * bin_width;
    for (std::size_t bin = filter.first_bin; bin < m_power.size(); ++bin) {
      const double at = static_cast<double>(bin) * bin_width;
      if (at >= edges[f + 2]) break;
      const double rising = (at - edges[f]) / (edges[f + 1] - edges[f]);
      const double falling = (edges[f + 2] - at) / (edges[f + 2] - edges[f + 1]);
      filter.weights.push_back(static_cast<float>(height * std::min(rising, falling)));
    }
    m_filters.push_back(std::move(filter));
  }
}

void Cepstrum::add(std::span<const float> samples) {
  m_pending.insert(m_pending.end(), samples.begin(), samples.end());
  m_received += static_cast<std::int64_t>(samples.size());
  take_rows(m_pending.size());
}

/// Makes all rows whose windows lie in the first `available` pending samples.
void Cepstrum::take_rows(std::size_t available) {
  const std::size_t hop = samples_in(m_settings.hop_seconds, m_sample_rate);
  std::size_t at = 0;
  for (; at + m_window.size() + 1 <= available; at += hop)
    take_row(std::span(m_pending).subspan(at, m_window.size() + 1));
  const std::size_t used = std::min(at, m_pending.size());
  m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(used));
  m_first += static_cast<std::int64_t>(used);
}

void Cepstrum::take_row(std::span<const float> samples) {
  for (std::size_t i = 0; i < m_window.size(); ++i)
    m_windowed[i] = m_window[i] * (samples[i + 1] - pre_emphasis * samples[i]);
  m_transform.power(m_windowed, m_power);
  std::array<float, filter_count> logarithms{};
  for (std::size_t f = 0; f < filter_count; ++f) {
    float sum = 0;
    for (std::size_t i = 0; i < m_filters[f].weights.size(); ++i)
      sum += m_filters[f].weights[i] * m_power[m_filters[f].first_bin + i];
    logarithms[f] = std::log(std::max(sum / static_cast<float>(m_window.size()), least_filter_power));
  }
  std::array<float, cepstrum_coefficients> row{};
  for (std::size_t c = 0; c < row.size(); ++c)
    for (std::size_t f = 0; f < filter_count; ++f) row[c] += m_cosines[c * filter_count + f] * logarithms[f];
  m_rows.append(row);
}

FeatureMatrix Cepstrum::finish() {
  const auto hop = static_cast<std::int64_t>(samples_in(m_settings.hop_seconds, m_sample_rate));
  const std::int64_t wanted = (m_received + hop - 1) / hop;
  const std::int64_t missing = wanted - static_cast<std::int64_t>(m_rows.rows());
  if (missing > 0) {
    m_pending.resize(static_cast<std::size_t>((missing - 1) * hop) + m_window.size() + 1, 0.0F);
    take_rows(m_pending.size());
  }
  return std::move(m_rows);
}

}  // namespace integrart
