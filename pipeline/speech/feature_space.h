#pragma once
// From cepstra to what is compared: normalised, with change over time, of unit length.

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/speech/feature_matrix.h"

namespace integrart {

/// Every column brought to mean 0 and variance 1, over all rows, or over those where `use` is not 0 (when they are at
/// least ten). Columns that do not vary become 0.
FeatureMatrix normalised(const FeatureMatrix& cepstra, std::span<const std::uint8_t> use = {});

/// c1 ... c12 of each row and twice their slope over the rows around it (c0 is loudness and left out), scaled to
/// length 1. `line_begins`: rows where something unrelated begins, which the slope does not look across.
FeatureMatrix comparable(const FeatureMatrix& cepstra, std::span<const std::size_t> line_begins = {});

/// An affine map of c1 ... c12: a recording's voice and instruments colour the sounds of the reading.
class AffineMap {
 public:
  AffineMap();  // changes nothing

  /// Least squares over pairs of rows of `reading` and `recording`, drawn towards `prior` by a ridge that weighs like
  /// `ridge` more pairs of variance 1. (Hoerl and Kennard, Technometrics 12(1), 1970)
  static AffineMap fitted(const FeatureMatrix& reading, const FeatureMatrix& recording,
                          std::span<const std::int32_t> reading_rows, std::size_t first_recording_row,
                          const AffineMap& prior, double ridge);

  FeatureMatrix apply(const FeatureMatrix& cepstra) const;

 private:
  std::vector<double> m_coefficients;  // 12 rows of 13: twelve factors and an offset
};

}  // namespace integrart
