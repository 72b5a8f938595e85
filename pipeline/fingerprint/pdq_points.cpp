#include "pipeline/fingerprint/pdq_points.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace integrart {

namespace {

constexpr int largest_side = 512;
constexpr int points = pdq_points;
constexpr int filter_passes = 2;
/// What nobody can see is like its nearest known point, and less so the farther off: points until a third of the
/// difference to the mean is left. Of none, 3, 6, 12 and 24 tried on 32 pictures, 3 to 6 gave the nearest hashes.
constexpr float fading_points = 5;

int window_for(int side) {
  return (side + 2 * points - 1) / (2 * points);
}

/// Moves a window over a line of `length` values: it grows at the begin and shrinks at the end. The order of `add`,
/// `subtract` and `write(place, values in the window)` is the reference's, since float sums depend on it.
template <class Add, class Subtract, class Write>
void slide(int length, Add add, Subtract subtract, Write write) {
  const int full = window_for(length);
  const int half = (full + 2) / 2;
  int left = 0;
  int right = 0;
  int place = 0;
  int count = 0;
  for (; count < half - 1; ++count) add(right++);
  while (count < full) {
    add(right++);
    write(place++, static_cast<float>(++count));
  }
  while (right < length) {
    add(right++);
    subtract(left++);
    write(place++, static_cast<float>(count));
  }
  while (place < length) {
    subtract(left++);
    write(place++, static_cast<float>(--count));
  }
}

void filter_rows(const Luma& in, Luma& out) {
  for (int row = 0; row < in.height; ++row) {
    const float* const from = in.samples.data() + static_cast<std::ptrdiff_t>(row) * in.width;
    float* const to = out.samples.data() + static_cast<std::ptrdiff_t>(row) * in.width;
    float sum = 0;
    slide(
        in.width, [&](int at) { sum += from[at]; }, [&](int at) { sum -= from[at]; },
        [&](int at, float count) { to[at] = sum / count; });
  }
}

/// All columns side by side, so that memory is read in its order.
void filter_columns(const Luma& in, Luma& out) {
  const auto width = static_cast<std::size_t>(in.width);
  std::vector<float> sums(width, 0.0F);
  const auto row_of = [width](auto& samples, int row) {
    return samples.data() + static_cast<std::size_t>(row) * width;
  };
  slide(
      in.height,
      [&](int row) {
        const float* const from = row_of(in.samples, row);
        for (std::size_t i = 0; i < width; ++i) sums[i] += from[i];
      },
      [&](int row) {
        const float* const from = row_of(in.samples, row);
        for (std::size_t i = 0; i < width; ++i) sums[i] -= from[i];
      },
      [&](int row, float count) {
        float* const to = row_of(out.samples, row);
        for (std::size_t i = 0; i < width; ++i) to[i] = sums[i] / count;
      });
}

int step_between(float a, float b) {
  return std::abs(static_cast<int>((a - b) * 100 / 255));
}

/// How many samples the blur moves a picture to the begin of its sides: half of one in each pass when the window has no
/// middle sample.
double moved_by_blur(int side) {
  return window_for(side) % 2 == 0 ? filter_passes / 2.0 : 0;
}

/// `part` and `known` are where each begins and ends, in shares of the side; `moved` samples are
/// undone.
PointPlaces places_along(int side, std::pair<double, double> part, std::pair<double, double> known, double moved) {
  // Blurring mixed what lies beside the known part into its outermost samples.
  const double blur = window_for(side) / 2.0;
  const double least = known.first > 0 ? known.first * side + blur : 0.5;
  const double most = known.second < 1 ? known.second * side - blur : side - 0.5;
  PointPlaces places;
  for (std::size_t i = 0; i < points; ++i) {
    const double share = part.first + (static_cast<double>(i) + 0.5) / points * (part.second - part.first);
    const double beyond = std::max({known.first - share, share - known.second, 0.0});
    places.outside[i] = static_cast<float>(beyond / (part.second - part.first) * points);
    const double place =
        std::max(0.0, std::clamp(std::clamp(share * side, std::min(least, most), most), 0.5, side - 0.5) - 0.5 - moved);
    places.first[i] = std::clamp(static_cast<int>(place), 0, std::max(0, side - 2));
    places.weight[i] = side > 1 ? static_cast<float>(place - places.first[i]) : 0.0F;
  }
  return places;
}

void fade_outside(PdqPoints& picture, const PointPlaces& rows, const PointPlaces& columns, float mean) {
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t j = 0; j < points; ++j) {
      const float outside = std::max(rows.outside[i], columns.outside[j]);
      if (outside > 0) picture[i][j] = mean + (picture[i][j] - mean) * std::exp(-outside / fading_points);
    }
}

}  // namespace

int quality_of(const PdqPoints& picture) {
  int steps = 0;
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t j = 0; j + 1 < points; ++j)
      steps += step_between(picture[j][i], picture[j + 1][i]) + step_between(picture[i][j], picture[i][j + 1]);
  return std::min(steps / 90, 100);
}

Luma luma_of(const SampledPicture& picture) {
  const bool large = picture.width > largest_side || picture.height > largest_side;
  Luma luma{large ? largest_side : picture.width, large ? largest_side : picture.height, {}};
  luma.samples.reserve(static_cast<std::size_t>(luma.width) * static_cast<std::size_t>(luma.height));
  const int red = picture.blue_first ? 2 : 0;
  for (int row = 0; row < luma.height; ++row) {
    const auto from_row = static_cast<std::ptrdiff_t>(static_cast<std::int64_t>(row) * picture.height / luma.height);
    const std::uint8_t* const line = picture.samples + from_row * picture.stride;
    for (int column = 0; column < luma.width; ++column) {
      const std::uint8_t* const sample =
          line + static_cast<std::int64_t>(column) * picture.width / luma.width * picture.channels;
      luma.samples.push_back(picture.channels == 1
                                 ? static_cast<float>(*sample)
                                 : 0.299F * static_cast<float>(sample[red]) + 0.587F * static_cast<float>(sample[1]) +
                                       0.114F * static_cast<float>(sample[2 - red]));
    }
  }
  return luma;
}

Luma cut(const Luma& luma, const Area& area) {
  Luma part{area.width, area.height, {}};
  part.samples.reserve(static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
  for (int row = 0; row < area.height; ++row) {
    const auto begin = luma.samples.begin() + static_cast<std::ptrdiff_t>(area.top + row) * luma.width + area.left;
    part.samples.insert(part.samples.end(), begin, begin + area.width);
  }
  return part;
}

SmoothPicture::SmoothPicture(Luma luma) : m_luma(std::move(luma)) {
  // A picture of just that size is taken as it is.
  if (m_luma.width == pdq_points && m_luma.height == pdq_points) return;
  Luma between = m_luma;
  for (int pass = 0; pass < filter_passes; ++pass) {
    filter_rows(m_luma, between);
    filter_columns(between, m_luma);
  }
}

/// One sample at the middle of each of 64 x 64 fields.
PdqPoints SmoothPicture::points() const {
  const auto middle = [](std::size_t field, int side) {
    return static_cast<std::size_t>((static_cast<int>(field) + 0.5) * side / pdq_points);
  };
  PdqPoints result{};
  for (std::size_t row = 0; row < pdq_points; ++row)
    for (std::size_t column = 0; column < pdq_points; ++column)
      result[row][column] = m_luma.samples[middle(row, m_luma.height) * static_cast<std::size_t>(m_luma.width) +
                                           middle(column, m_luma.width)];
  return result;
}

PdqPoints SmoothPicture::points(const Part& part, const Part& known) const {
  return points_at(places_along(m_luma.width, {part.left, part.right}, {known.left, known.right}, 0),
                   places_along(m_luma.height, {part.top, part.bottom}, {known.top, known.bottom}, 0));
}

PdqPoints SmoothPicture::centred_points() const {
  return points_at(places_along(m_luma.width, {0, 1}, {0, 1}, moved_by_blur(m_luma.width)),
                   places_along(m_luma.height, {0, 1}, {0, 1}, moved_by_blur(m_luma.height)));
}

PdqPoints SmoothPicture::points_at(const PointPlaces& columns, const PointPlaces& rows) const {
  const auto width = static_cast<std::size_t>(m_luma.width);
  const std::size_t next_column = m_luma.width > 1 ? 1 : 0;
  const std::size_t next_row = m_luma.height > 1 ? width : 0;
  PdqPoints result{};
  float sum = 0;
  int inside = 0;
  for (std::size_t i = 0; i < pdq_points; ++i)
    for (std::size_t j = 0; j < pdq_points; ++j) {
      const float* const at = m_luma.samples.data() + static_cast<std::size_t>(rows.first[i]) * width +
                              static_cast<std::size_t>(columns.first[j]);
      const float above = at[0] + (at[next_column] - at[0]) * columns.weight[j];
      const float below = at[next_row] + (at[next_row + next_column] - at[next_row]) * columns.weight[j];
      result[i][j] = above + (below - above) * rows.weight[i];
      if (rows.outside[i] > 0 || columns.outside[j] > 0) continue;
      sum += result[i][j];
      ++inside;
    }
  fade_outside(result, rows, columns, sum / static_cast<float>(std::max(1, inside)));
  return result;
}

}  // namespace integrart
