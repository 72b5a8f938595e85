#pragma once
// Mel-frequency cepstra: what a short stretch of sound has of a vowel or consonant, without its pitch.

#include <cstddef>
#include <span>
#include <vector>

#include "pipeline/speech/feature_matrix.h"
#include "pipeline/speech/fourier_transform.h"

namespace integrart {

struct CepstrumSettings {
  double window_seconds = 0.1;
  double hop_seconds = 0.04;

  bool operator==(const CepstrumSettings&) const = default;
};
/// Wide windows smooth the beating of instruments away: best for finding the way through a song.
inline constexpr CepstrumSettings coarse_cepstrum{.window_seconds = 0.1, .hop_seconds = 0.04};
/// Narrow ones see when a syllable begins.
inline constexpr CepstrumSettings fine_cepstrum{.window_seconds = 0.025, .hop_seconds = 0.01};

/// Coefficients of one row: c0 (loudness) to c12.
inline constexpr std::size_t cepstrum_coefficients = 13;

/// Mean power in a filter that counts as digital silence: what is softer is taken for as loud as this.
inline constexpr float least_filter_power = 1e-9F;

/// Turns mono sound that comes in pieces into rows of cepstra. Row k is centred on (k + 1/2) hops, so that it stands
/// for the time from k to k + 1 hops; sound before the beginning and after the end counts as silence.
///
/// Pre-emphasis 0.97, Hamming window, 40 triangular mel filters of equal area from 133.3333 to 6855.4976 Hz (the layout
/// of CMU Sphinx: Slaney, Auditory Toolbox, Interval TR 1998-010), natural logarithm, orthonormal DCT-II.
class Cepstrum {
 public:
  Cepstrum(CepstrumSettings settings, int sample_rate);

  void add(std::span<const float> samples);
  /// Every hop that was begun gets its row. Call once, after the last `add`.
  FeatureMatrix finish();

 private:
  struct MelFilter {
    std::size_t first_bin = 0;
    std::vector<float> weights;
  };

  void make_filters(int sample_rate);
  void take_rows(std::size_t available);
  void take_row(std::span<const float> samples);

  CepstrumSettings m_settings;
  int m_sample_rate;
  FourierTransform m_transform;
  std::vector<float> m_window;
  std::vector<MelFilter> m_filters;
  std::vector<float> m_cosines;  // cepstrum_coefficients x filters
  std::vector<float> m_pending;  // samples from m_first on
  std::vector<float> m_windowed;
  std::vector<float> m_power;
  std::int64_t m_first = 0;     // number of the first pending sample; negative: silence before the beginning
  std::int64_t m_received = 0;  // samples so far
  FeatureMatrix m_rows;
};

}  // namespace integrart
