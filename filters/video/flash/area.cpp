#include "filters/video/flash/area.h"

#include <algorithm>
#include <cmath>

namespace integrart::flash {
namespace {

std::size_t window_columns(int width) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(width * 341.0 / 1024)));
}
std::size_t window_rows(int height) {
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(height * 256.0 / 768)));
}

}  // namespace

std::size_t window_cells(int width, int height) {
  return window_columns(width) * window_rows(height);
}

MarkedArea WindowSearch::fullest_third(const std::vector<unsigned char>& marks, int width, int height) {
  const auto columns = static_cast<std::size_t>(width);
  const auto rows = static_cast<std::size_t>(height);
  const std::size_t pitch = columns + 1;
  m_sums.assign(pitch * (rows + 1), 0);
  for (std::size_t row = 0; row < rows; ++row) {
    std::uint32_t in_row = 0;
    for (std::size_t column = 0; column < columns; ++column) {
      in_row += marks[row * columns + column];
      m_sums[(row + 1) * pitch + column + 1] = m_sums[row * pitch + column + 1] + in_row;
    }
  }
  const std::size_t window_width = window_columns(width);
  const std::size_t window_height = window_rows(height);
  std::uint32_t most = 0;
  std::size_t best_row = 0;
  std::size_t best_column = 0;
  for (std::size_t row = 0; row + window_height <= rows; ++row) {
    const std::uint32_t* top = &m_sums[row * pitch];
    const std::uint32_t* bottom = &m_sums[(row + window_height) * pitch];
    for (std::size_t column = 0; column + window_width <= columns; ++column) {
      const std::uint32_t marked =
          bottom[column + window_width] - bottom[column] - top[column + window_width] + top[column];
      if (marked <= most) continue;
      most = marked;
      best_row = row;
      best_column = column;
    }
  }
  const auto share_of = [](std::size_t part, std::size_t whole) {
    return static_cast<double>(part) / static_cast<double>(whole);
  };
  return {share_of(most, window_width * window_height),
          {share_of(best_column, columns), share_of(best_row, rows), share_of(window_width, columns),
           share_of(window_height, rows)}};
}

}  // namespace integrart::flash
