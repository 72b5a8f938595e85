#pragma once
// Begins of lines to a hundredth of a second, from those on the coarse grid.

#include <optional>
#include <vector>

#include "pipeline/speech/alignment_way.h"
#include "pipeline/speech/reading.h"
#include "pipeline/speech/recording.h"

namespace integrart {

/// The first 0.4 s of each line, warped once more on the grid of fine_cepstrum (10 ms) from 0.2 s before the line's
/// coarse begin on. `fine` is the recording on that grid, `path` one of a whole recording. Absent where the path does
/// not have the line or too little of it. In seconds.
std::vector<std::optional<double>> refined_begins(const Recording& fine, const Reading& reading,
                                                  const AlignmentPath& path, const LineRows& rows);

}  // namespace integrart
