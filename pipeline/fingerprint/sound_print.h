#pragma once
// Acoustic fingerprints: one 32-bit item for every 0.124 s of sound, by Chromaprint. (Chromaprint's home)
//
// Only raw items are kept and exchanged: the library's decoder of compressed ones overflows its buffer in versions
// before 1.6.1, and Debian 12 has 1.5.1.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

using SoundItems = std::vector<std::uint32_t>;

/// Samples per second that Chromaprint works on, and how far items are apart.
inline constexpr int print_sample_rate = 11025;
inline constexpr double seconds_per_item = 1365.0 / print_sample_rate;
/// The item of silence.
inline constexpr std::uint32_t silent_item = 627964279;

/// Hears a sound bit by bit, as if it were played at `speed` (1.03: faster, shorter and higher by 3 %).
class SoundPrinter {
 public:
  static Result<SoundPrinter> create(double speed = 1);
  SoundPrinter(SoundPrinter&&) noexcept;
  SoundPrinter& operator=(SoundPrinter&&) noexcept;
  ~SoundPrinter();

  /// Mono samples at print_sample_rate.
  Result<> hear(std::span<const std::int16_t> samples);
  /// All items; none when the sound is shorter than about 2.6 s. Call once, at the end.
  Result<SoundItems> finish();

 private:
  struct State;
  explicit SoundPrinter(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

/// Version of the library, for step keys.
std::string sound_print_toolchain();

}  // namespace integrart
