#include "pipeline/media/sound/loudness_document.h"

#include <cmath>

namespace integrart {

Json rounded_decibels(const std::optional<double>& decibels) {
  if (!decibels) return nullptr;
  return std::round(*decibels * 100) / 100;
}

Json loudness_document(const Loudness& loudness) {
  return Json::object({{"integrated_lufs", rounded_decibels(loudness.integrated_lufs)},
                       {"range_lu", rounded_decibels(loudness.range_lu)},
                       {"true_peak_dbtp", rounded_decibels(loudness.true_peak_dbtp)}});
}

Json loudness_document(const LoudnessReport& report) {
  return Json::object({{"before", loudness_document(report.before)},
                       {"after", loudness_document(report.after)},
                       {"gain_db", rounded_decibels(report.gain_db)},
                       {"limited", report.limited},
                       {"decoded_true_peak_dbtp", rounded_decibels(report.decoded_true_peak_dbtp)}});
}

}  // namespace integrart
