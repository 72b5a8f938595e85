#pragma once
// Where somebody sings, learnt from the recording itself.

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/speech/feature_matrix.h"

namespace integrart {

/// For every row of `cepstra` a number around 1 where it sounds like the rows that `reading_rows` puts into lines, and
/// around -1 where it sounds like its gaps: ridge regression on the cepstra, and on their mean and deviation over two
/// thirds of a second, both kinds weighing the same. The alignment it learns from may be wrong in places; what is right
/// most of the time mends the rest.
std::vector<float> voice_activity(const FeatureMatrix& cepstra, std::span<const std::int32_t> reading_rows);

}  // namespace integrart
