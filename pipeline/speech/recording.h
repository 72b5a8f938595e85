#pragma once
// A recording prepared for warping.

#include <optional>
#include <vector>

#include "pipeline/speech/feature_matrix.h"
#include "pipeline/speech/sound_features.h"

namespace integrart {

struct Recording {
  FeatureMatrix cepstra;              // normalised
  FeatureMatrix compared;             // of unit length
  std::vector<float> loudness;        // c0, normalised, median 0
  std::vector<std::uint8_t> audible;  // 0 where there is silence
};

/// Absent when nothing is heard: no row, or all of the same loudness.
std::optional<Recording> prepared_recording(const FeatureMatrix& cepstra);

/// What a gap costs at each row: `level` + 0.2 tanh(loudness), so that singing is not taken for a gap; nothing in
/// silence.
std::vector<float> gap_costs(const Recording& recording, float level);

}  // namespace integrart
