#pragma once
// What every writer of timed text must settle before it writes a cue.

#include <string>
#include <vector>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// The end of cue `index`. A cue without one ends when the next begins, the last after five seconds, with a note.
MediaTime end_of_cue(const CueTrack& track, std::size_t index, std::vector<Message>& notes);

/// The cue's payload without what would end it early (empty lines, arrows), with a note when it had to change.
std::string safe_payload(const Cue& cue, std::vector<Message>& notes);

}  // namespace integrart
