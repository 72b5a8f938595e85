#pragma once
// Rows of equal length, one per stretch of sound.

#include <cstddef>
#include <span>
#include <vector>

namespace integrart {

/// Row-major. Values are copied with the matrix.
class FeatureMatrix {
 public:
  FeatureMatrix() = default;
  FeatureMatrix(std::size_t rows, std::size_t columns) : m_columns(columns), m_values(rows * columns) {}

  std::size_t rows() const { return m_columns == 0 ? 0 : m_values.size() / m_columns; }
  std::size_t columns() const { return m_columns; }
  std::span<float> row(std::size_t index) { return {m_values.data() + index * m_columns, m_columns}; }
  std::span<const float> row(std::size_t index) const { return {m_values.data() + index * m_columns, m_columns}; }
  std::span<const float> values() const { return m_values; }

  /// `row` has as many values as the matrix has columns; the first one decides how many that is.
  void append(std::span<const float> row) {
    m_columns = row.size();
    m_values.insert(m_values.end(), row.begin(), row.end());
  }

 private:
  std::size_t m_columns = 0;
  std::vector<float> m_values;
};

}  // namespace integrart
