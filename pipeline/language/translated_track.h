#pragma once
// A cue track with its draft translation in place of its words.

#include <string_view>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/language/draft.h"

namespace integrart {

/// Stands where a line has no translation yet: nobody takes it for one, and no line is lost.
inline constexpr std::string_view untranslated_mark = "[…]";

/// What becomes of cues whose line has no translation: `untranslated_mark` in them, or no such cue.
enum class OpenLines : std::uint8_t { marked, left_out };

/// Ids and times of cues stay. Markup around a whole cue stays, other markup is lost with a note. Cues know the origin
/// of their words; `tree` and `words` are to be completed.
Noted<CueTrack> translated_track(const CueTrack& track, const Draft& draft, const LanguageTag& to, OpenLines open);

}  // namespace integrart
