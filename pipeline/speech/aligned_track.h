#pragma once
// Aligned lines as timed text.

#include <span>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/speech/line_alignment.h"
#include "pipeline/speech/reading.h"

namespace integrart {

struct TrackWishes {
  LanguageTag language;
  bool words = true;   // inline timestamps in the payload, and Cue::words
  double seconds = 0;  // length of the recording; no cue ends later
};

/// A track of kind "lyrics": one cue for every line with times, whose id is the number of the line from 1. `words`:
/// where the words of each line lie, as Reading::words. Cues do not overlap and last at least as long as a glance.
CueTrack aligned_track(std::span<const TextLine> lines, std::span<const LineTimes> times,
                       std::span<const std::vector<Reading::Word>> words, const TrackWishes& wishes);

}  // namespace integrart
