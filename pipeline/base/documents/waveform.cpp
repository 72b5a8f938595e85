#include "pipeline/base/documents/waveform.h"

#include <algorithm>
#include <cstdlib>

namespace integrart {

std::vector<int> waveform_peaks(const Json& waveform, std::size_t count) {
  const Json::Array& data = waveform.at_or_null("data").items();
  const auto channels =
      static_cast<std::size_t>(std::clamp<std::int64_t>(waveform.at_or_null("channels").integer_or(1), 1, 32));
  const std::size_t points = data.size() / (2 * channels);
  if (points == 0) return {};
  const std::size_t bars = std::min(count, points);
  std::vector<std::int64_t> heights(bars, 0);
  for (std::size_t i = 0; i < points * 2 * channels; ++i) {
    const std::int64_t value = std::clamp<std::int64_t>(data[i].integer_or(0), -32768, 32767);
    std::int64_t& height = heights[(i / (2 * channels)) * bars / points];
    height = std::max(height, std::abs(value));
  }
  const std::int64_t loudest = std::max<std::int64_t>(1, *std::ranges::max_element(heights));
  std::vector<int> peaks;
  for (const std::int64_t height : heights) peaks.push_back(static_cast<int>((height * 100 + loudest / 2) / loudest));
  return peaks;
}

}  // namespace integrart
