#include "pipeline/speech/recording.h"

#include <algorithm>
#include <cmath>

#include "pipeline/speech/cepstrum.h"
#include "pipeline/speech/feature_space.h"

namespace integrart {

namespace {

constexpr double silence_below_loud = 60;    // decibels below the loudest twentieth: soft intros are music
constexpr double silence_above_nothing = 6;  // decibels above digital silence
constexpr float gap_slope = 0.2F;

template <class Number>
Number quantile(std::vector<Number> values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::vector<float> column(const FeatureMatrix& matrix, std::size_t index) {
  std::vector<float> values(matrix.rows());
  for (std::size_t row = 0; row < values.size(); ++row) values[row] = matrix.row(row)[index];
  return values;
}

}  // namespace

std::optional<Recording> prepared_recording(const FeatureMatrix& cepstra) {
  if (cepstra.rows() == 0) return std::nullopt;
  const std::vector<float> level = column(cepstra, 0);
  const auto [least, most] = std::minmax_element(level.begin(), level.end());
  // c0 is the sum of 40 logarithms of power over the root of 40; 6 dB of difference are the least to be called music.
  const double decibel = std::log(10.0) / 10 * std::sqrt(40.0);
  if (*most - *least < 6 * decibel) return std::nullopt;
  Recording recording;
  const double nothing = std::sqrt(40.0) * std::log(static_cast<double>(least_filter_power));
  const double threshold =
      std::max(quantile(level, 0.95) - silence_below_loud * decibel, nothing + silence_above_nothing * decibel);
  for (const float value : level) recording.audible.push_back(value > threshold ? 1 : 0);
  recording.cepstra = normalised(cepstra, recording.audible);
  recording.compared = comparable(recording.cepstra);
  recording.loudness = column(recording.cepstra, 0);
  const float median = quantile(recording.loudness, 0.5);
  for (float& value : recording.loudness) value -= median;
  return recording;
}

std::vector<float> gap_costs(const Recording& recording, float level) {
  std::vector<float> costs(recording.loudness.size());
  for (std::size_t row = 0; row < costs.size(); ++row)
    costs[row] = recording.audible[row] == 0 ? 0.0F : level + gap_slope * std::tanh(recording.loudness[row]);
  return costs;
}

}  // namespace integrart
