#pragma once
// Brings sound to a loudness: measured whole, then a static gain and a true-peak limiter.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stop_token>

#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"
#include "pipeline/media/sound/loudness_meter.h"
#include "pipeline/media/sound/spilled_sound.h"

namespace integrart {

/// What to do to sound that measured as `before` so that it comes near `target`.
struct Gain {
  double gain_db = 0;
  bool held_back = false;  // more than 20 dB would have been needed; the rest would be noise
};
Gain gain_towards(const LoudnessTarget& target, const Loudness& before);

/// First `add` everything, then `deliver` once per target. Not thread-safe.
class Normaliser {
 public:
  static Result<Normaliser> create(int sample_rate, int channels, const std::filesystem::path& scratch_folder);

  Result<> add(std::span<const float> samples);

  struct Outcome {
    LoudnessReport report;
    bool held_back = false;
  };
  /// Gives the normalised sound, as many frames as were added, in blocks. Silence stays silence. Where the limiter
  /// takes so much away that the loudness would miss the target, the gain is corrected once by what a trial run
  /// measured.
  Result<Outcome> deliver(const LoudnessTarget& target, const std::stop_token& stop,
                          const std::function<Result<>(std::span<const float>)>& consumer) const;

 private:
  Normaliser(int sample_rate, int channels, LoudnessMeter meter, SpilledSound spilled);

  struct Pass {
    Loudness loudness;
    bool limited = false;
  };
  Result<Pass> run(double gain_db, bool with_limiter, double ceiling_dbtp, const std::stop_token& stop,
                   const std::function<Result<>(std::span<const float>)>& consumer) const;

  Result<double> gain_with_limiting(const LoudnessTarget& target, double gain_db, double ceiling_dbtp,
                                    const std::stop_token& stop) const;

  int m_sample_rate;
  int m_channels;
  LoudnessMeter m_meter;
  SpilledSound m_spilled;
};

}  // namespace integrart
