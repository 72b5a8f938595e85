#pragma once
// One way of aligning lines to a recording: a reading of them and a gap cost.

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "pipeline/speech/feature_space.h"
#include "pipeline/speech/line_alignment.h"
#include "pipeline/speech/reading.h"
#include "pipeline/speech/recording.h"
#include "pipeline/speech/time_warping.h"

namespace integrart {

/// Rows of the recording that each line was found in: first, and one after the last; absent where it was not found.
using LineRows = std::vector<std::optional<std::pair<std::size_t, std::size_t>>>;

/// For every row of the recording: the row of the reading, or WarpingPath::gap.
using AlignmentPath = std::vector<std::int32_t>;

/// Recording and reading outlive it. Const members may be called from several threads at once.
class AlignmentWay {
 public:
  /// Finds the way through the whole recording: the work is here.
  AlignmentWay(const Recording& recording, const Reading& reading, float gap_level);

  const Reading& reading() const { return m_reading; }

  /// By the sound alone.
  const AlignmentPath& path() const { return m_path; }

  /// Anew between the anchors, with what the whole taught: each stretch depends on nothing else.
  AlignmentPath path_between(std::span<const LineAnchor> anchors) const;

  LineRows line_rows(const AlignmentPath& path) const;

  /// When each word of `line` begins: at the first of its rows that is at or behind the word in the reading.
  std::vector<double> word_seconds(const AlignmentPath& path, std::size_t line,
                                   std::pair<std::size_t, std::size_t> rows) const;

 private:
  void align_whole();
  AlignmentPath adapted_path(const WarpingStretch& stretch) const;
  WarpingPath warped(const AffineMap& map, const WarpingStretch& stretch) const;
  void learn_voice(const std::vector<float>& by_loudness, const AlignmentPath& path);

  const Recording& m_recording;
  const Reading& m_reading;
  FeatureMatrix m_cepstra;  // of the reading, normalised
  std::vector<float> m_gap_costs;
  AffineMap m_map;
  AlignmentPath m_path;
};

/// The line that a row of the reading belongs to. `begins` as Reading::coarse_begins.
std::size_t line_of_row(std::span<const std::size_t> begins, std::size_t row);

}  // namespace integrart
