#pragma once
// What alignment needs to know of a sound: small enough to keep, so that aligning again opens no media.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/speech/feature_matrix.h"

namespace integrart {

struct SoundFeatures {
  double seconds = 0;
  FeatureMatrix coarse;  // coarse_cepstrum
  FeatureMatrix fine;    // fine_cepstrum

  /// Little-endian bytes, equal for equal features on every machine of the same arithmetic.
  std::string to_bytes() const;
  /// Errc::invalid_input for anything `to_bytes` did not write.
  static Result<SoundFeatures> from_bytes(std::string_view bytes);
};

/// Of mono sound that is there as a whole.
SoundFeatures sound_features_of(std::span<const float> samples, int sample_rate);

/// A sink that hears the first sound track at 16 kHz, mono, and writes "features.bin" into `folder`. Document:
/// {"seconds"}. Errors: invalid_input when the source has no sound.
Result<std::unique_ptr<FrameSink>> make_sound_features(const SourceFacts& facts, const std::filesystem::path& folder);

}  // namespace integrart
