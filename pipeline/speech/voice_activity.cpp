#include "pipeline/speech/voice_activity.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/speech/cepstrum.h"

namespace integrart {

namespace {

constexpr std::size_t inputs = 3 * cepstrum_coefficients + 1;  // value, mean, deviation, and a constant
constexpr std::size_t reach = 8;                               // rows to each side of mean and deviation
constexpr double ridge = 100;                                  // weighs like so many rows

using Inputs = std::array<double, inputs>;

Inputs inputs_of(const FeatureMatrix& cepstra, std::size_t row) {
  Inputs values{};
  const std::size_t begin = row < reach ? 0 : row - reach;
  const std::size_t end = std::min(row + reach + 1, cepstra.rows());
  const auto count = static_cast<double>(end - begin);
  for (std::size_t c = 0; c < cepstrum_coefficients; ++c) {
    double sum = 0, squares = 0;
    for (std::size_t near = begin; near < end; ++near) {
      const double value = cepstra.row(near)[c];
      sum += value;
      squares += value * value;
    }
    const double mean = sum / count;
    values[c] = cepstra.row(row)[c];
    values[cepstrum_coefficients + c] = mean;
    values[2 * cepstrum_coefficients + c] = std::sqrt(std::max(0.0, squares / count - mean * mean));
  }
  values.back() = 1;
  return values;
}

/// Solves the normal equations in place; positive definite by the ridge.
void solve(std::vector<Inputs>& matrix, Inputs& right) {
  for (std::size_t column = 0; column < inputs; ++column)
    for (std::size_t row = 0; row < inputs; ++row) {
      if (row == column) continue;
      const double factor = matrix[row][column] / matrix[column][column];
      for (std::size_t i = column; i < inputs; ++i) matrix[row][i] -= factor * matrix[column][i];
      right[row] -= factor * right[column];
    }
  for (std::size_t row = 0; row < inputs; ++row) right[row] /= matrix[row][row];
}

}  // namespace

std::vector<float> voice_activity(const FeatureMatrix& cepstra, std::span<const std::int32_t> reading_rows) {
  const auto rows = static_cast<double>(reading_rows.size());
  const auto sung =
      static_cast<double>(std::count_if(reading_rows.begin(), reading_rows.end(), [](auto row) { return row >= 0; }));
  const double weight_sung = rows / 2 / std::max(1.0, sung);
  const double weight_gap = rows / 2 / std::max(1.0, rows - sung);
  std::vector<Inputs> all, matrix(inputs, Inputs{});
  Inputs right{};
  for (std::size_t i = 0; i < inputs; ++i) matrix[i][i] = ridge;
  for (std::size_t row = 0; row < reading_rows.size(); ++row) {
    const Inputs& values = all.emplace_back(inputs_of(cepstra, row));
    const double weight = reading_rows[row] >= 0 ? weight_sung : -weight_gap;
    for (std::size_t i = 0; i < inputs; ++i) {
      right[i] += weight * values[i];
      for (std::size_t j = 0; j < inputs; ++j) matrix[i][j] += std::abs(weight) * values[i] * values[j];
    }
  }
  solve(matrix, right);
  std::vector<float> activity;
  for (const Inputs& values : all) {
    double sum = 0;
    for (std::size_t i = 0; i < inputs; ++i) sum += values[i] * right[i];
    activity.push_back(static_cast<float>(sum));
  }
  return activity;
}

}  // namespace integrart
