#include "filters/video/looks/look_schedule.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace integrart {
namespace {

constexpr int columns = 32;
constexpr int rows = 18;
constexpr int colours = 3;
constexpr double shot_difference = 0.1;
constexpr double time_slack = 0.02;  // pictures do not come at exact tenths

/// A sparse mean of each cell and channel.
std::vector<int> cells_of(const PictureView& picture) {
  const int channels = picture.layout == PixelLayout::bgr24 ? colours : 1;
  std::vector<int> cells;
  cells.reserve(static_cast<std::size_t>(columns) * rows * static_cast<std::size_t>(channels));
  constexpr int samples = 4;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      std::array<int, colours> sums{};
      for (int sample = 0; sample < samples * samples; ++sample) {
        const int y = (row * samples + sample / samples) * picture.height / (rows * samples);
        const int x = (column * samples + sample % samples) * picture.width / (columns * samples);
        const std::uint8_t* const pixel = picture.planes[0] + static_cast<std::ptrdiff_t>(y) * picture.strides[0] +
                                          static_cast<std::ptrdiff_t>(x) * channels;
        for (int channel = 0; channel < channels; ++channel)
          sums.at(static_cast<std::size_t>(channel)) += pixel[channel];
      }
      for (int channel = 0; channel < channels; ++channel)
        cells.push_back(sums.at(static_cast<std::size_t>(channel)) / (samples * samples));
    }
  return cells;
}

/// Mean over the cells of what changed most there: red that turns blue is as far away as black that turns white.
double difference(const std::vector<int>& a, const std::vector<int>& b) {
  constexpr std::size_t cells = std::size_t{columns} * rows;
  const std::size_t channels = a.size() / cells;
  double sum = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    int most = 0;
    for (std::size_t at = cell * channels; at < (cell + 1) * channels; ++at)
      most = std::max(most, std::abs(a[at] - b[at]));
    sum += most;
  }
  return sum / (255.0 * static_cast<double>(cells));
}

}  // namespace

bool LookSchedule::wants(const VideoFrame& frame) {
  const double time = frame.time.seconds();
  std::vector<int> cells = cells_of(frame.picture);
  const bool is_due = m_seen.empty() || time - m_looked >= m_seconds_between - time_slack;
  if (!is_due && difference(cells, m_seen) < shot_difference) return false;
  m_seen = std::move(cells);
  m_looked = time;
  return true;
}

}  // namespace integrart
