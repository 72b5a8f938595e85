#include "filters/video/looks/look_schedule.h"

#include <cstdlib>

namespace integrart {
namespace {

constexpr int columns = 32;
constexpr int rows = 18;
constexpr double shot_difference = 0.1;
constexpr double time_slack = 0.02;  // pictures do not come at exact tenths

/// A sparse mean of each cell; luma, or the green of a coloured picture.
std::vector<int> cells_of(const PictureView& picture) {
  const int bytes = picture.layout == PixelLayout::bgr24 ? 3 : 1;
  const int offset = bytes == 3 ? 1 : 0;
  std::vector<int> cells;
  cells.reserve(static_cast<std::size_t>(columns) * rows);
  constexpr int samples = 4;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column) {
      int sum = 0;
      for (int sample = 0; sample < samples * samples; ++sample) {
        const int y = (row * samples + sample / samples) * picture.height / (rows * samples);
        const int x = (column * samples + sample % samples) * picture.width / (columns * samples);
        sum += picture.planes[0][static_cast<std::ptrdiff_t>(y) * picture.strides[0] +
                                 static_cast<std::ptrdiff_t>(x) * bytes + offset];
      }
      cells.push_back(sum / (samples * samples));
    }
  return cells;
}

double difference(const std::vector<int>& a, const std::vector<int>& b) {
  double sum = 0;
  for (std::size_t cell = 0; cell < a.size(); ++cell) sum += std::abs(a[cell] - b[cell]);
  return sum / (255.0 * static_cast<double>(a.size()));
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
