#pragma once
// A cue track as EBU-TT-D. (https://tech.ebu.ch/publications/tech3380)

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/subtitle_format.h"

namespace integrart {

/// Percentage lengths, media time, every style by reference. What only WebVTT knows about a place is noted in
/// attributes of our own namespace, which other readers pass over.
Noted<std::string> write_ebu_tt_d(const CueTrack& track, const CueFeatures& keeps);

}  // namespace integrart
