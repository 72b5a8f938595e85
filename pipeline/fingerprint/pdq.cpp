#include "pipeline/fingerprint/pdq.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace integrart {

namespace {

constexpr int largest_side = 512;
constexpr int smallest_side = 5;
constexpr int points = 64;
constexpr int frequencies = 16;
constexpr int filter_passes = 2;

using Points = std::array<std::array<float, points>, points>;
using Basis = std::array<std::array<float, points>, frequencies>;

/// Rows 1 to 16 of the cosine transform of 64 points; row 0 would be the mean.
Basis make_basis() {
  const auto scale = static_cast<float>(std::sqrt(2.0 / points));
  Basis basis{};
  for (int i = 0; i < frequencies; ++i)
    for (int j = 0; j < points; ++j)
      basis[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = static_cast<float>(
          static_cast<double>(scale) * std::cos((std::numbers::pi / 2.0 / points) * (i + 1) * (2 * j + 1)));
  return basis;
}

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

/// Blurred, then one sample at the middle of each of 64 x 64 fields. A picture of just that size is taken as it is.
Points reduced(const Luma& luma) {
  Luma smooth = luma;
  if (luma.width != points || luma.height != points) {
    Luma between = luma;
    for (int pass = 0; pass < filter_passes; ++pass) {
      filter_rows(smooth, between);
      filter_columns(between, smooth);
    }
  }
  const auto middle = [](int field, int side) { return static_cast<int>((field + 0.5) * side / points); };
  Points reduced{};
  for (int row = 0; row < points; ++row)
    for (int column = 0; column < points; ++column)
      reduced[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] =
          smooth.samples[static_cast<std::size_t>(middle(row, luma.height)) * static_cast<std::size_t>(luma.width) +
                         static_cast<std::size_t>(middle(column, luma.width))];
  return reduced;
}

int step_between(float a, float b) {
  return std::abs(static_cast<int>((a - b) * 100 / 255));
}

/// How much of the picture has edges.
int quality_of(const Points& picture) {
  int steps = 0;
  for (std::size_t i = 0; i < points; ++i)
    for (std::size_t j = 0; j + 1 < points; ++j)
      steps += step_between(picture[j][i], picture[j + 1][i]) + step_between(picture[i][j], picture[i][j + 1]);
  return std::min(steps / 90, 100);
}

Basis transformed_columns(const Basis& basis, const Points& picture) {
  Basis result{};
  for (std::size_t i = 0; i < frequencies; ++i)
    for (std::size_t k = 0; k < points; ++k)
      for (std::size_t j = 0; j < points; ++j) result[i][j] += basis[i][k] * picture[k][j];
  return result;
}

}  // namespace

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

Luma cut(const Luma& luma, int left, int top, int width, int height) {
  Luma part{width, height, {}};
  part.samples.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (int row = 0; row < height; ++row) {
    const auto begin = luma.samples.begin() + static_cast<std::ptrdiff_t>(top + row) * luma.width + left;
    part.samples.insert(part.samples.end(), begin, begin + width);
  }
  return part;
}

std::string_view name_of(Turn turn) {
  static constexpr std::array<std::string_view, 8> names{"as_it_is", "rotated_90",  "rotated_180", "rotated_270",
                                                         "mirrored", "upside_down", "transposed",  "transverse"};
  return names.at(static_cast<std::size_t>(turn));
}

PdqSpectrum::PdqSpectrum(const Luma& luma) {
  m_too_small = luma.width < smallest_side || luma.height < smallest_side;
  if (m_too_small) return;
  static const Basis basis = make_basis();
  const Points picture = reduced(luma);
  m_quality = quality_of(picture);
  const Basis half = transformed_columns(basis, picture);
  for (std::size_t i = 0; i < frequencies; ++i)
    for (std::size_t j = 0; j < frequencies; ++j) {
      float sum = 0;
      for (std::size_t k = 0; k < points; ++k) sum += half[i][k] * basis[j][k];
      m_coefficients[i][j] = sum;
    }
}

namespace {

/// What turning a picture does to its frequencies: they change places and signs. The first frequency of an index is
/// odd, and odd ones change sign when their axis is reversed.
struct TurnedPlace {
  bool transposed, negate_even_rows, negate_even_columns;
};

TurnedPlace place_of(Turn turn) {
  switch (turn) {
    case Turn::none:
      return {false, false, false};
    case Turn::rotated_90:
      return {true, false, true};
    case Turn::rotated_180:
      return {false, true, true};
    case Turn::rotated_270:
      return {true, true, false};
    case Turn::mirrored:
      return {false, false, true};
    case Turn::upside_down:
      return {false, true, false};
    case Turn::transposed:
      return {true, false, false};
    case Turn::transverse:
      return {true, true, true};
  }
  return {false, false, false};
}

bool is_negated(const TurnedPlace& place, int row, int column) {
  return (place.negate_even_rows && row % 2 == 0) != (place.negate_even_columns && column % 2 == 0);
}

}  // namespace

Pdq PdqSpectrum::hash(Turn turn) const {
  if (m_too_small) return {};
  const TurnedPlace place = place_of(turn);
  std::array<float, frequencies * frequencies> values{};
  for (int row = 0; row < frequencies; ++row)
    for (int column = 0; column < frequencies; ++column) {
      const auto from_row = static_cast<std::size_t>(place.transposed ? column : row);
      const auto from_column = static_cast<std::size_t>(place.transposed ? row : column);
      const float value = m_coefficients[from_row][from_column];
      const std::size_t cell = static_cast<std::size_t>(row) * frequencies + static_cast<std::size_t>(column);
      values[cell] = is_negated(place, row, column) ? -value : value;
    }
  auto sorted = values;
  const auto lower_median = sorted.begin() + sorted.size() / 2 - 1;
  std::ranges::nth_element(sorted, lower_median);
  Pdq pdq{{}, m_quality};
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] > *lower_median) pdq.hash.set(static_cast<int>(i));
  return pdq;
}

PdqHash turned(const PdqHash& hash, Turn turn) {
  const TurnedPlace place = place_of(turn);
  PdqHash result;
  for (int row = 0; row < frequencies; ++row)
    for (int column = 0; column < frequencies; ++column) {
      const bool bit = hash.bit(place.transposed ? column * frequencies + row : row * frequencies + column);
      if (bit != is_negated(place, row, column)) result.set(row * frequencies + column);
    }
  return result;
}

}  // namespace integrart
