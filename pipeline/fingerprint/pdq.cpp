#include "pipeline/fingerprint/pdq.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace integrart {

namespace {

constexpr int smallest_side = 5;
constexpr int points = pdq_points;
constexpr int frequencies = 16;

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

Basis transformed_columns(const Basis& basis, const PdqPoints& picture) {
  Basis result{};
  for (std::size_t i = 0; i < frequencies; ++i)
    for (std::size_t k = 0; k < points; ++k)
      for (std::size_t j = 0; j < points; ++j) result[i][j] += basis[i][k] * picture[k][j];
  return result;
}

}  // namespace

std::string_view name_of(Turn turn) {
  static constexpr std::array<std::string_view, 8> names{"as_it_is", "rotated_90",  "rotated_180", "rotated_270",
                                                         "mirrored", "upside_down", "transposed",  "transverse"};
  return names.at(static_cast<std::size_t>(turn));
}

PdqSpectrum::PdqSpectrum(const Luma& luma) {
  m_too_small = luma.width < smallest_side || luma.height < smallest_side;
  if (!m_too_small) take(SmoothPicture(luma).points());
}

PdqSpectrum::PdqSpectrum(const PdqPoints& picture) {
  take(picture);
}

void PdqSpectrum::take(const PdqPoints& picture) {
  static const Basis basis = make_basis();
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

namespace {

/// Bit `column` of row `row` changes places with bit `row` of row `column`: quarters first, then quarters of those.
void transpose(std::array<std::uint16_t, frequencies>& rows) {
  unsigned mask = 0x00FF;
  for (unsigned step = frequencies / 2; step > 0; step /= 2, mask ^= mask << step)
    for (unsigned row = 0; row < frequencies; row = (row + step + 1) & ~step) {
      const unsigned swapped = ((static_cast<unsigned>(rows.at(row)) >> step) ^ rows.at(row + step)) & mask;
      rows.at(row + step) = static_cast<std::uint16_t>(rows.at(row + step) ^ swapped);
      rows.at(row) = static_cast<std::uint16_t>(rows.at(row) ^ (swapped << step));
    }
}

}  // namespace

PdqHash turned(const PdqHash& hash, Turn turn) {
  constexpr std::size_t rows_per_word = 4;
  constexpr unsigned even_columns = 0x5555;
  const TurnedPlace place = place_of(turn);
  std::array<std::uint16_t, frequencies> rows{};
  for (std::size_t row = 0; row < frequencies; ++row)
    rows.at(row) = static_cast<std::uint16_t>(hash.words[row / rows_per_word] >> (row % rows_per_word * frequencies));
  if (place.transposed) transpose(rows);
  PdqHash result;
  for (std::size_t row = 0; row < frequencies; ++row) {
    unsigned bits = rows.at(row);
    if (place.negate_even_rows && row % 2 == 0) bits ^= 0xFFFFU;
    if (place.negate_even_columns) bits ^= even_columns;
    result.words[row / rows_per_word] |= std::uint64_t{bits & 0xFFFFU} << (row % rows_per_word * frequencies);
  }
  return result;
}

}  // namespace integrart
