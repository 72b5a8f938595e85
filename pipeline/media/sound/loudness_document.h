#pragma once
// How measured loudness is written down: rounded to 0.01, absent values as null.

#include "pipeline/base/json.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// {"integrated_lufs","range_lu","true_peak_dbtp"}.
Json loudness_document(const Loudness& loudness);
/// {"before":{...},"after":{...},"gain_db","limited"}.
Json loudness_document(const LoudnessReport& report);
/// `decibels` to two decimals; null when absent.
Json rounded_decibels(const std::optional<double>& decibels);

}  // namespace integrart
