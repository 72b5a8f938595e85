#pragma once
// The same recording in two sounds: whole, as a clip, or played faster or slower. Other recordings of the same song,
// by the same people too, are out of reach of such fingerprints.

#include <optional>
#include <span>

#include "pipeline/fingerprint/sound_print.h"

namespace integrart {

/// A sound as it is, and as it would be were it played at other speeds.
struct SoundPrints {
  struct Replayed {
    double speed = 1;
    SoundItems items;

    bool operator==(const Replayed&) const = default;
  };
  SoundItems items;
  std::vector<Replayed> replayed;

  bool operator==(const SoundPrints&) const = default;
};

/// The speeds at which uploads are heard again: what people do to escape such lists is 2 to 6 %, and half a per cent
/// off costs two bits of 32. 0.94 to 1.065, without 1.
inline constexpr auto replay_speeds = [] {
  std::array<double, 25> speeds{};
  for (std::size_t i = 0; i < speeds.size(); ++i)
    speeds[i] = (940 + 5 * static_cast<double>(i + (i >= 12 ? 1 : 0))) / 1000;
  return speeds;
}();

/// Of 32 bits, on average over the stretch: below `sure_bit_errors` it is the same recording; up to `most_bit_errors` a
/// person should listen. Measured (tests/unit/fingerprint/same_sounds.cpp): the same recording 0 to 1 as it is, 3
/// to 5.5 at another speed; takes of one song by one and the same made instrument 6.5 to 7.5; other songs match
/// nowhere.
inline constexpr double sure_bit_errors = 5;
inline constexpr double most_bit_errors = 6;
inline constexpr double least_sound_seconds = 5;

struct SoundMatch {
  double bit_errors = 0;  // mean over the stretch, of 32
  double begin = 0;       // seconds of the query
  double end = 0;
  double entry_begin = 0;   // seconds of the entry
  double speed = 1;         // at which the query had to be played
  bool pitch_kept = false;  // only its tempo differs
};

/// The best stretch of at least least_sound_seconds; absent when there is none at most most_bit_errors apart.
std::optional<SoundMatch> match_sounds(const SoundPrints& query, std::span<const std::uint32_t> entry);

}  // namespace integrart
