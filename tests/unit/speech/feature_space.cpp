#include "pipeline/speech/feature_space.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "pipeline/speech/cepstrum.h"

using namespace integrart;

namespace {

/// Numbers that look random and are always the same.
FeatureMatrix some_rows(std::size_t rows, unsigned seed) {
  FeatureMatrix matrix(rows, cepstrum_coefficients);
  std::uint32_t state = seed;
  for (std::size_t row = 0; row < rows; ++row)
    for (float& value : matrix.row(row)) {
      state = state * 1664525U + 1013904223U;
      value = static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U) * 2 - 1;
    }
  return matrix;
}

}  // namespace

TEST_CASE("normalised columns have mean 0 and variance 1; one that does not vary becomes 0") {
  FeatureMatrix matrix = some_rows(200, 1);
  for (std::size_t row = 0; row < 200; ++row) {
    matrix.row(row)[3] = matrix.row(row)[3] * 7 + 100;
    matrix.row(row)[5] = 42;
  }
  const FeatureMatrix result = normalised(matrix);
  double sum = 0, squares = 0;
  for (std::size_t row = 0; row < 200; ++row) {
    sum += result.row(row)[3];
    squares += std::pow(result.row(row)[3], 2);
    CHECK(result.row(row)[5] == 0);
  }
  CHECK(sum / 200 == Approx(0).margin(1e-4));
  CHECK(squares / 200 == Approx(1).margin(1e-3));
}

TEST_CASE("rows to compare have length 1, and slopes do not look across lines") {
  const FeatureMatrix matrix = some_rows(20, 2);
  const std::vector<std::size_t> begins{0, 10, 20};
  const FeatureMatrix all = comparable(matrix, begins);
  for (std::size_t row = 0; row < 20; ++row) {
    const auto values = all.row(row);
    CHECK(std::inner_product(values.begin(), values.end(), values.begin(), 0.0) == Approx(1).margin(1e-4));
  }
  FeatureMatrix second(10, cepstrum_coefficients);
  for (std::size_t row = 0; row < 10; ++row)
    std::copy(matrix.row(row + 10).begin(), matrix.row(row + 10).end(), second.row(row).begin());
  const FeatureMatrix alone = comparable(second);
  CHECK(std::equal(alone.row(0).begin(), alone.row(0).end(), all.row(10).begin()));
}

TEST_CASE("an affine change of all features is found again") {
  const FeatureMatrix reading = some_rows(400, 3);
  FeatureMatrix recording = reading;
  for (std::size_t row = 0; row < 400; ++row)
    for (std::size_t c = 1; c < cepstrum_coefficients; ++c)
      recording.row(row)[c] = 0.5F * reading.row(row)[c] - 0.3F * reading.row(row)[c % 12 + 1] + 0.1F;
  std::vector<std::int32_t> path(400);
  std::iota(path.begin(), path.end(), 0);
  const FeatureMatrix mapped = AffineMap::fitted(reading, recording, path, 0, AffineMap(), 1e-6).apply(reading);
  for (std::size_t row = 0; row < 400; row += 37)
    for (std::size_t c = 1; c < cepstrum_coefficients; ++c)
      CHECK(mapped.row(row)[c] == Approx(recording.row(row)[c]).margin(1e-3));
  // Nothing to learn from: the prior stays.
  const std::vector<std::int32_t> gaps(400, -1);
  const FeatureMatrix same = AffineMap::fitted(reading, recording, gaps, 0, AffineMap(), 10).apply(reading);
  CHECK(same.row(7)[4] == Approx(reading.row(7)[4]));
}
