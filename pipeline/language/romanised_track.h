#pragma once
// A cue track for those who sing along before they can read its script.

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/language/romanisation.h"

namespace integrart {

/// Where the Latin letters go: below the words of each cue, or in their place.
enum class RomanisedPlace : std::uint8_t { below, alone };

/// Ids, times and places stay. Below, the words keep their markup and times and the new line says its language
/// ("uk-Latn"); alone, the track is in that language, and a note counts the cues whose markup is lost. `tree` and
/// `words` are to be completed.
Noted<CueTrack> romanised_track(CueTrack track, const Romanisation& romanisation, RomanisedPlace place);

}  // namespace integrart
