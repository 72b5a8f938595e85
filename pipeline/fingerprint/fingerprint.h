#pragma once
// All that a medium is recognised by. Document "fingerprint/1": made by one step, kept as evidence, compared by others.

#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/fingerprint/film_match.h"
#include "pipeline/fingerprint/picture_hashes.h"
#include "pipeline/fingerprint/sound_match.h"

namespace integrart {

/// What came of looking at a side of a medium; "could not be compared" is a result like any other.
enum class Comparable : std::uint8_t {
  yes,
  absent,     // no pictures, no sound
  too_plain,  // dark, plain, or too few pictures of quality
  too_short,  // sound below least_sound_seconds
  silent,
};
std::string_view name_of(Comparable comparable);

/// The pictures of a film in one more framing, twice a second.
struct ReframedFilm {
  Framing framing;
  std::vector<FrameHash> frames;

  bool operator==(const ReframedFilm&) const = default;
};

struct Fingerprint {
  PictureHashes picture;               // of a still; no framings for others
  std::vector<FrameHash> film;         // of moving pictures, whole
  std::vector<FrameHash> film_inside;  // without borders; empty when there are none
  std::vector<ReframedFilm> film_reframed;
  SoundPrints sound;

  Comparable pictures_comparable() const;
  Comparable sound_comparable() const;

  Json to_json() const;
  /// Errors: invalid_input for anything `to_json` did not write.
  static Result<Fingerprint> from_json(const Json& json);
  bool operator==(const Fingerprint&) const = default;
};

}  // namespace integrart
