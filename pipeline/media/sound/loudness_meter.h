#pragma once
// Loudness by ITU-R BS.1770-4 and EBU R128. (libebur128's only home)

#include <memory>
#include <optional>
#include <span>

#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// Measures interleaved float sound. Not thread-safe.
class LoudnessMeter {
 public:
  /// One channel is measured as one loudspeaker, two as left and right; up to 8.
  static Result<LoudnessMeter> create(int sample_rate, int channels);
  ~LoudnessMeter();
  LoudnessMeter(LoudnessMeter&&) noexcept;
  LoudnessMeter& operator=(LoudnessMeter&&) noexcept;

  Result<> add(std::span<const float> samples);
  /// Over everything added so far. What the gates of EBU R128 leave nothing of (silence, less than 0.4 s) is absent.
  Loudness measured() const;
  /// Of the last 0.4 s, in LUFS; absent for silence.
  std::optional<double> momentary() const;

 private:
  struct State;
  explicit LoudnessMeter(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace integrart
