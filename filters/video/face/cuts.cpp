#include "filters/video/face/cuts.h"

#include <cmath>

namespace integrart::face {

namespace {

/// Mean difference of the cells, of 255 levels. People and cameras that move stay below 15 from one picture to the
/// next, shots of different places differ by 30 and more.
constexpr double least_difference = 24;

}  // namespace

CutWatch::Cells CutWatch::cells_of(const PictureView& picture) {
  const int channels = picture.layout == PixelLayout::bgr24 ? 3 : 1;
  const int middle = channels / 2;  // luma, or green, which is most of it
  Cells sums{};
  std::array<int, static_cast<std::size_t>(columns) * rows> counts{};
  for (int y = 0; y < picture.height; y += 2) {
    const std::uint8_t* line = picture.planes[0] + static_cast<std::ptrdiff_t>(y) * picture.strides[0];
    const int row = y * rows / picture.height;
    for (int x = 0; x < picture.width; x += 2) {
      const int column = x * columns / picture.width;
      const auto cell = static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column);
      sums[cell] += line[x * channels + middle];
      ++counts[cell];
    }
  }
  for (std::size_t cell = 0; cell < sums.size(); ++cell)
    if (counts[cell] > 0) sums[cell] /= counts[cell];
  return sums;
}

bool CutWatch::look(const PictureView& picture) {
  const Cells now = cells_of(picture);
  double difference = 0;
  if (m_before)
    for (std::size_t cell = 0; cell < now.size(); ++cell) difference += std::abs(now[cell] - (*m_before)[cell]);
  m_before = now;
  return difference > least_difference * static_cast<double>(now.size());
}

}  // namespace integrart::face
