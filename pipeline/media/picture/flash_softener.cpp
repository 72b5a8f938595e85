#include "pipeline/media/picture/flash_softener.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "pipeline/media/picture/picture_pool.h"

namespace integrart {

namespace {

/// One step from gentle to strong. A square wave of f flashes a second leaves about 1 / (4 f seconds) of its height in
/// the running mean, and `kept` of it beside that.
struct Strength {
  int cells;       // along the longer side; the filter for flashes looks at 256
  double kept;     // of the difference from the mean
  double seconds;  // over which the mean forgets
  bool pixels;     // every pixel goes to the mean, not the cell as a whole
  double colour;   // what desaturating takes of the chroma
};
constexpr std::array<Strength, most_softening> strengths{
    {{32, 0.25, 1, false, 0.5}, {64, 0.05, 2, false, 0.75}, {128, 0.02, 2, false, 0.9}, {256, 0.01, 3, true, 1}}};
constexpr double seconds_outside = 0.5;  // of the mean while nothing is softened: what was just seen

constexpr double no_chroma = 128;

struct Plane {
  std::uint8_t* data;
  int stride;
  int width;
  int height;
};

Plane plane_of(const AVFrame& picture, std::size_t number) {
  const bool is_luma = number == 0;
  return {picture.data[number], picture.linesize[number], is_luma ? picture.width : (picture.width + 1) / 2,
          is_luma ? picture.height : (picture.height + 1) / 2};
}

std::uint8_t within(double value, bool is_luma) {
  return static_cast<std::uint8_t>(std::lround(std::clamp(value, 16.0, is_luma ? 235.0 : 240.0)));
}

/// The first pixel of cell `number` of `cells`.
int edge_of(int number, int cells, int size) {
  return static_cast<int>((std::int64_t{size} * number + cells - 1) / cells);
}

/// The mean of every cell. There are no more cells than pixels, each way.
void measure_cells(const Plane& plane, int columns, int rows, std::vector<float>& means) {
  means.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
  std::vector<std::uint32_t> sums;
  for (int row = 0; row < rows; ++row) {
    sums.assign(static_cast<std::size_t>(columns), 0);
    const int top = edge_of(row, rows, plane.height);
    const int bottom = edge_of(row + 1, rows, plane.height);
    for (int y = top; y < bottom; ++y) {
      const std::uint8_t* line = plane.data + std::ptrdiff_t{y} * plane.stride;
      for (int column = 0, x = 0; column < columns; ++column)
        for (const int end = edge_of(column + 1, columns, plane.width); x < end; ++x)
          sums[static_cast<std::size_t>(column)] += line[x];
    }
    for (int column = 0; column < columns; ++column) {
      const int width = edge_of(column + 1, columns, plane.width) - edge_of(column, columns, plane.width);
      means[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)] =
          static_cast<float>(sums[static_cast<std::size_t>(column)]) / static_cast<float>(width * (bottom - top));
    }
  }
}

/// Where pixel `at` of `size` lies between the middles of `cells`.
struct Between {
  std::size_t cell;
  std::size_t next;
  float share;  // of the next
};
std::vector<Between> places(int size, int cells) {
  std::vector<Between> all;
  all.reserve(static_cast<std::size_t>(size));
  for (int at = 0; at < size; ++at) {
    const double place = std::clamp((at + 0.5) * cells / size - 0.5, 0.0, cells - 1.0);
    const auto cell = static_cast<std::size_t>(place);
    all.push_back({cell, std::min(cell + 1, static_cast<std::size_t>(cells) - 1),
                   static_cast<float>(place - static_cast<double>(cell))});
  }
  return all;
}

/// One row of a grid at the height of a row of pixels.
void mix_rows(const std::vector<float>& grid, std::size_t columns, const Between& place, std::vector<float>& row) {
  const float* upper = &grid[place.cell * columns];
  const float* lower = &grid[place.next * columns];
  for (std::size_t column = 0; column < columns; ++column)
    row[column] = upper[column] + (lower[column] - upper[column]) * place.share;
}

float mix(const std::vector<float>& row, const Between& place) {
  return row[place.cell] + (row[place.next] - row[place.cell]) * place.share;
}

}  // namespace

FlashSoftener::FlashSoftener(FlashSoftening softening) : m_softening(std::move(softening)) {}

Result<libav::Frame> FlashSoftener::softened(libav::Frame picture, double time) {
  if (m_softening.stretches.empty()) return picture;
  const double share = m_softening.share_at(time);
  const bool dims = m_softening.style == SofteningStyle::dim;
  if (dims) measure(*picture, time, share);
  if (share <= 0) return picture;
  TRY_ASSIGN(libav::Frame copy, aligned_copy(*picture));  // the decoder may still refer to its own
  if (dims)
    dim(*copy, share);
  else
    desaturate(*copy, share);
  return copy;
}

void FlashSoftener::measure(const AVFrame& picture, double time, double share) {
  const Strength& strength = strengths.at(static_cast<std::size_t>(m_softening.level) - 1);
  const double forgets = share > 0 ? strength.seconds : seconds_outside;
  const bool first = m_before < 0;
  const auto fresh = static_cast<float>(first ? 1 : 1 - std::exp(-(time - m_before) / forgets));
  m_before = time;
  const int long_side = std::max(picture.width, picture.height);
  for (std::size_t number = 0; number < m_grids.size(); ++number) {
    Grid& grid = m_grids.at(number);
    const Plane plane = plane_of(picture, number);
    const auto cells_of = [&](int side, int size) {
      return std::clamp((strength.cells * side + long_side / 2) / long_side, 1, size);
    };
    grid.columns = cells_of(picture.width, plane.width);
    grid.rows = cells_of(picture.height, plane.height);
    measure_cells(plane, grid.columns, grid.rows, grid.now);
    grid.mean.resize(grid.now.size());
    for (std::size_t cell = 0; cell < grid.now.size(); ++cell)
      grid.mean[cell] += (grid.now[cell] - grid.mean[cell]) * fresh;
  }
}

void FlashSoftener::dim(AVFrame& picture, double share) const {
  const Strength& strength = strengths.at(static_cast<std::size_t>(m_softening.level) - 1);
  const auto moved = static_cast<float>(share * (1 - strength.kept));
  for (std::size_t number = 0; number < m_grids.size(); ++number) {
    const Grid& grid = m_grids.at(number);
    const Plane plane = plane_of(picture, number);
    const std::vector<Between> across = places(plane.width, grid.columns);
    const std::vector<Between> down = places(plane.height, grid.rows);
    const auto columns = static_cast<std::size_t>(grid.columns);
    std::vector<float> now(columns);
    std::vector<float> mean(columns);
    for (int y = 0; y < plane.height; ++y) {
      std::uint8_t* line = plane.data + std::ptrdiff_t{y} * plane.stride;
      mix_rows(grid.now, columns, down[static_cast<std::size_t>(y)], now);
      mix_rows(grid.mean, columns, down[static_cast<std::size_t>(y)], mean);
      for (int x = 0; x < plane.width; ++x) {
        const Between& place = across[static_cast<std::size_t>(x)];
        const float from = strength.pixels ? static_cast<float>(line[x]) : mix(now, place);
        line[x] = within(static_cast<float>(line[x]) + moved * (mix(mean, place) - from), number == 0);
      }
    }
  }
}

void FlashSoftener::desaturate(AVFrame& picture, double share) const {
  const double kept = 1 - share * strengths.at(static_cast<std::size_t>(m_softening.level) - 1).colour;
  for (std::size_t number = 1; number < 3; ++number) {
    const Plane plane = plane_of(picture, number);
    for (int y = 0; y < plane.height; ++y) {
      std::uint8_t* line = plane.data + std::ptrdiff_t{y} * plane.stride;
      for (int x = 0; x < plane.width; ++x) line[x] = within(no_chroma + (line[x] - no_chroma) * kept, false);
    }
  }
}

}  // namespace integrart
