#pragma once
// The language of a track: the author's word wins, and is doubted only where the words surely are in another.

#include <optional>
#include <vector>

#include "pipeline/base/cue_rule.h"

namespace integrart {

/// That the words seem to be in another language than the track, or which one an undetermined track seems to be in.
std::optional<Message> language_note(const CueTrack& track);

/// An undetermined track takes over the language that its words tell, with a note.
void take_language_over(CueTrack& track, std::vector<Message>& notes);

/// The checker of cues, which also gives language_note among its notes.
const CueChecker& cue_checker_with_language();

}  // namespace integrart
