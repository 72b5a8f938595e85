#include "pipeline/speech/feature_space.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/speech/cepstrum.h"

namespace integrart {

namespace {

constexpr std::size_t used = cepstrum_coefficients - 1;  // c1 ... c12
constexpr std::size_t inputs = used + 1;                 // and a constant
constexpr float slope_weight = 2;
constexpr std::size_t least_rows = 10;

/// The slope over two rows to each side, clamped to the stretch [begin, end).
float slope(const FeatureMatrix& cepstra, std::size_t row, std::size_t column, std::size_t begin, std::size_t end) {
  const auto at = [&](std::ptrdiff_t offset) {
    const auto place = std::clamp(static_cast<std::ptrdiff_t>(row) + offset, static_cast<std::ptrdiff_t>(begin),
                                  static_cast<std::ptrdiff_t>(end) - 1);
    return cepstra.row(static_cast<std::size_t>(place))[column];
  };
  return (2 * (at(2) - at(-2)) + (at(1) - at(-1))) / 10;
}

void comparable_stretch(const FeatureMatrix& cepstra, std::size_t begin, std::size_t end, FeatureMatrix& result) {
  for (std::size_t row = begin; row < end; ++row) {
    const auto target = result.row(row);
    double square = 0;
    for (std::size_t c = 0; c < used; ++c) {
      target[c] = cepstra.row(row)[c + 1];
      target[used + c] = slope_weight * slope(cepstra, row, c + 1, begin, end);
    }
    for (const float value : target) square += static_cast<double>(value) * value;
    const auto scale = static_cast<float>(1 / std::sqrt(std::max(square, 1e-12)));
    for (float& value : target) value *= scale;
  }
}

/// Solves A X = B in place by Gaussian elimination with pivots; A is symmetric and, with the ridge, positive definite.
void solve(std::array<std::array<double, inputs>, inputs>& a, std::array<std::array<double, used>, inputs>& b) {
  for (std::size_t column = 0; column < inputs; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < inputs; ++row)
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    std::swap(a[column], a[pivot]);
    std::swap(b[column], b[pivot]);
    for (std::size_t row = 0; row < inputs; ++row) {
      if (row == column) continue;
      const double factor = a[row][column] / a[column][column];
      for (std::size_t i = column; i < inputs; ++i) a[row][i] -= factor * a[column][i];
      for (std::size_t i = 0; i < used; ++i) b[row][i] -= factor * b[column][i];
    }
  }
  for (std::size_t row = 0; row < inputs; ++row)
    for (double& value : b[row]) value /= a[row][row];
}

}  // namespace

FeatureMatrix normalised(const FeatureMatrix& cepstra, std::span<const std::uint8_t> use) {
  const auto counted = static_cast<std::size_t>(std::count_if(use.begin(), use.end(), [](auto u) { return u != 0; }));
  const bool all = counted < least_rows;
  const auto rows = static_cast<double>(all ? cepstra.rows() : counted);
  FeatureMatrix result = cepstra;
  for (std::size_t c = 0; c < cepstra.columns(); ++c) {
    double sum = 0, squares = 0;
    for (std::size_t row = 0; row < cepstra.rows(); ++row) {
      if (!all && use[row] == 0) continue;
      const double value = cepstra.row(row)[c];
      sum += value;
      squares += value * value;
    }
    const double mean = rows > 0 ? sum / rows : 0;
    const double variance = rows > 0 ? squares / rows - mean * mean : 0;
    const double scale = variance > 1e-8 ? 1 / std::sqrt(variance) : 0;
    for (std::size_t row = 0; row < cepstra.rows(); ++row)
      result.row(row)[c] = static_cast<float>((cepstra.row(row)[c] - mean) * scale);
  }
  return result;
}

FeatureMatrix comparable(const FeatureMatrix& cepstra, std::span<const std::size_t> line_begins) {
  FeatureMatrix result(cepstra.rows(), 2 * used);
  std::size_t begin = 0;
  for (const std::size_t next : line_begins) {
    comparable_stretch(cepstra, begin, next, result);
    begin = next;
  }
  comparable_stretch(cepstra, begin, cepstra.rows(), result);
  return result;
}

AffineMap::AffineMap() : m_coefficients(used * inputs, 0.0) {
  for (std::size_t c = 0; c < used; ++c) m_coefficients[c * inputs + c] = 1;
}

AffineMap AffineMap::fitted(const FeatureMatrix& reading, const FeatureMatrix& recording,
                            std::span<const std::int32_t> reading_rows, std::size_t first_recording_row,
                            const AffineMap& prior, double ridge) {
  std::array<std::array<double, inputs>, inputs> a{};
  std::array<std::array<double, used>, inputs> b{};
  for (std::size_t i = 0; i < inputs; ++i) {
    a[i][i] = ridge;
    for (std::size_t c = 0; c < used; ++c) b[i][c] = ridge * prior.m_coefficients[c * inputs + i];
  }
  for (std::size_t t = 0; t < reading_rows.size(); ++t) {
    if (reading_rows[t] < 0) continue;
    const auto from = reading.row(static_cast<std::size_t>(reading_rows[t])).subspan(1);
    const auto to = recording.row(first_recording_row + t).subspan(1);
    for (std::size_t i = 0; i < inputs; ++i) {
      const double value = i < used ? from[i] : 1;
      for (std::size_t j = 0; j < inputs; ++j) a[i][j] += value * (j < used ? from[j] : 1);
      for (std::size_t c = 0; c < used; ++c) b[i][c] += value * to[c];
    }
  }
  solve(a, b);
  AffineMap map;
  for (std::size_t c = 0; c < used; ++c)
    for (std::size_t i = 0; i < inputs; ++i) map.m_coefficients[c * inputs + i] = b[i][c];
  return map;
}

FeatureMatrix AffineMap::apply(const FeatureMatrix& cepstra) const {
  FeatureMatrix result = cepstra;
  for (std::size_t row = 0; row < cepstra.rows(); ++row) {
    const auto from = cepstra.row(row).subspan(1);
    const auto to = result.row(row).subspan(1);
    for (std::size_t c = 0; c < used; ++c) {
      double sum = m_coefficients[c * inputs + used];
      for (std::size_t i = 0; i < used; ++i) sum += m_coefficients[c * inputs + i] * from[i];
      to[c] = static_cast<float>(sum);
    }
  }
  return result;
}

}  // namespace integrart
