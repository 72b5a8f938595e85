#pragma once
// A look-ahead limiter that holds the true peak, the highest point of the waveform between the samples too.

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace integrart {

/// Interleaved float sound in, the same number of frames out, `delay()` frames later. All channels get the same gain,
/// so the stereo picture does not move. Not thread-safe; memory is bounded by the look-ahead.
///
/// 1. The signal is interpolated four times by a windowed-sinc low-pass (ITU-R BS.1770-4, Annex 2: a true-peak meter
///    oversamples by at least 4 at 48 kHz); the largest magnitude at and around a frame is its peak p[n].
/// 2. The gain a frame needs is c[n] = min(1, ceiling / p[n]).
/// 3. m[n] is the smallest c of the frames up to the look-ahead L later; it recovers by r[n] = min(m[n], r[n-1] + a (1
/// -
///    r[n-1])), a = 1 - exp(-1 / (release x rate)).
/// 4. The applied gain is the mean of r over the last L + 1 frames: no kink in the gain, and never above c[n], because
///    every term of the mean already knew that peak (Haemaelaeinen, "Smoothing of the control signal without clipped
///    output in digital peak limiters", DAFx 2002).
class TruePeakLimiter {
 public:
  TruePeakLimiter(int sample_rate, int channels, double ceiling_dbtp);

  /// Replaces `samples` (whole frames) by the limited sound of `delay()` frames earlier; silence comes first.
  void process(std::span<float> samples);
  std::size_t delay() const { return m_lookahead + half_taps; }
  /// The deepest gain so far, in dB; 0 when the limiter never acted.
  double deepest_gain_db() const;

 private:
  static constexpr std::size_t half_taps = 12;  // of the interpolating filter, on each side
  static constexpr std::size_t phases = 4;

  double needed_gain(const float* frame);
  double smoothed(double needed);

  struct Held {
    std::uint64_t frame;
    double gain;
  };

  std::size_t m_channels;
  double m_ceiling;         // linear
  std::size_t m_lookahead;  // frames, L
  double m_recovery;        // a
  std::array<std::array<float, 2 * half_taps>, phases - 1> m_filter{};
  float m_filter_bound = 1;      // no interpolated point exceeds this times the largest sample around it
  std::vector<float> m_history;  // per channel 2 x half_taps samples, written twice so that a run is contiguous
  std::size_t m_history_at = 0;
  std::vector<float> m_delayed;  // ring of `delay()` frames
  std::size_t m_delayed_at = 0;
  std::deque<Held> m_minimum;  // rising gains of the look-ahead window
  std::uint64_t m_frame = 0;
  double m_recovered = 1;          // r[n-1]
  std::vector<double> m_averaged;  // ring of L + 1 values of r
  std::size_t m_averaged_at = 0;
  double m_sum = 0;
  double m_deepest = 1;
};

}  // namespace integrart
