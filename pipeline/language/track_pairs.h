#pragma once
// Lines of two tracks of one work that say the same: what a translation memory learns from subtitle files.

#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/memory_store.h"

namespace integrart {

/// Pairs by time: a cue of `from` with the cue, or the several cues, of `to` that are shown with it, when they share
/// most of the time of both. What fits no other cue so well is no pair: half a sentence would be learnt for a whole
/// one. Surroundings are filled in; a line that comes again between the same lines is there once. Tracks of more than
/// 5,000 cues are longer than any song or film and give nothing.
std::vector<MemoryEntry> track_pairs(const CueTrack& from, const CueTrack& to);

/// Whether others may be given translations made from a text under that licence (SPDX identifier): Creative Commons
/// without "no derivatives", and the public domain.
bool licence_allows_sharing(std::string_view licence);

}  // namespace integrart
