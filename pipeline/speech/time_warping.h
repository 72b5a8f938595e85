#pragma once
// Finds the way of a reading through a recording: dynamic time warping with gaps.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/speech/feature_matrix.h"

namespace integrart {

/// The reading as a chain of states: a gap, the rows of the first line, a gap, the rows of the second, ..., a gap.
/// Every row of the recording is in one state; from one row to the next the way stays, goes one state on, or two. So a
/// gap can be passed by, sung vowels can last, and a reading can be up to twice as slow as the recording. A row of the
/// reading that lasts longer than five of the recording costs more with every further one: such a line waits for its
/// singer, and a gap before it is likelier. (How long is that of the best way so far to each state, not of all ways.)
struct WarpingProblem {
  const FeatureMatrix& reading;    // unit vectors of a multiple of four columns; all lines, one after the other
  const FeatureMatrix& recording;  // unit vectors
  /// Rows of the reading that belong to each line, as the first row of each and, at the end, their number.
  std::span<const std::size_t> line_begins;
  /// What a row of the recording costs in a gap; in lines it costs 1 - the cosine of the angle between the rows.
  std::span<const float> gap_costs;
};

/// For the rows of the recording from `first_row` to before `last_row`, and lines likewise. When `starts_in_line`, the
/// first row is the first of the first line (an anchor).
struct WarpingStretch {
  std::size_t first_row = 0;
  std::size_t last_row = 0;
  std::size_t first_line = 0;
  std::size_t last_line = 0;
  bool starts_in_line = false;
};

struct WarpingPath {
  static constexpr std::int32_t gap = -1;
  /// For every row of the stretch: the row of the reading, or `gap`.
  std::vector<std::int32_t> reading_rows;
  double cost = 0;  // mean of all rows
};

/// The cheapest way, in time and memory proportional to rows of the recording x rows of the reading (one byte each).
/// When the stretch has too few rows for its lines, lines at the end stay unvisited.
/// (Sakoe and Chiba, IEEE Trans. ASSP 26(1), 1978, with the gap states of a left-to-right hidden Markov model.)
WarpingPath warp(const WarpingProblem& problem, const WarpingStretch& stretch);

}  // namespace integrart
