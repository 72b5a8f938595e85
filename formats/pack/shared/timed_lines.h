#pragma once
// The lines of a cue track with times in whole milliseconds, as pages and players of packs show them.

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/result.h"

namespace integrart {

struct TimedWord {
  std::size_t begin = 0, end = 0;  // bytes of the line's text
  std::int64_t from = 0, to = 0;   // milliseconds, from < to
};

struct TimedLine {
  std::string text;  // plain; line breaks stay
  std::string speaker;
  std::int64_t from = 0, to = 0;  // milliseconds, from < to
  std::vector<TimedWord> words;   // in order, none overlaps another; empty when not all words of the cue are found
};

/// Lines in order of time, those without words left out. `duration` in seconds ends a cue without an end; 0: unknown.
/// Errc::invalid_input for a broken cue document.
Result<std::vector<TimedLine>> timed_lines(const PackTrack& track, double duration);

/// The track in the work's own language, else null.
const PackTrack* own_track(const PackWork& work);

}  // namespace integrart
