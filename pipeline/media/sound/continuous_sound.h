#pragma once
// Decoded sound of any format made into one unbroken run of interleaved float samples.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/base/time.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// What had to be mended, in seconds of sound. Silence before the first sound is not counted: it is no damage.
struct MendedSound {
  double filled = 0;         // silence put in where sound was missing
  double cut = 0;            // sound taken away because its time was already taken
  std::int64_t damaged = 0;  // samples that were no number; they became silence
};

/// Resamples and mixes to one rate and channel count and keeps to the time line: output frame n is heard at n / rate.
/// Time stamps that differ by less than 20 ms from where the sound would follow on are trusted less than the sound
/// itself (containers round, phones jitter; differences below 45 ms are not noticed, ITU-R BT.1359-1). Mixing uses
/// libswresample's matrix: ITU-R BS.775-3 coefficients (centre and surround at -3 dB, no LFE).
class ContinuousSound {
 public:
  /// Gets interleaved frames in order.
  using Consumer = std::function<Result<>(std::span<const float>)>;

  ContinuousSound(int sample_rate, int channels, Consumer consumer);

  Result<> push(const AVFrame& decoded, MediaTime time);
  Result<> finish();
  const MendedSound& mended() const { return m_mended; }

 private:
  Result<> adopt_format_of(const AVFrame& decoded);
  Result<> flush();
  Result<> feed_silence(std::int64_t frames);
  Result<> feed(const std::uint8_t* const* planes, int frames);
  Result<> deliver(std::int64_t frames);

  int m_sample_rate;
  int m_channels;
  Consumer m_consumer;
  libav::Resampler m_resampler;
  libav::Frame m_format;         // carries only the format, rate and layout that `m_resampler` takes
  bool m_started = false;        // something has been pushed
  std::int64_t m_position = 0;   // where the next sound belongs, in frames of the input's rate
  std::int64_t m_delivered = 0;  // frames given to the consumer
  std::vector<float> m_buffer;
  std::vector<std::uint8_t> m_silence;
  MendedSound m_mended;
};

}  // namespace integrart
