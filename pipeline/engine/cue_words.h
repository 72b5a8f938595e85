#pragma once
// The words of a cue track as filters read them, and when they are shown.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/finding.h"

namespace integrart {

/// The words of all cues without markup, each cue ended by a line break.
std::string joined_words(const CueTrack& track);

/// When a part of words is shown: those from the end of the part before it.
struct ShownWords {
  std::int64_t end = 0;  // code points of all words up to here
  double start = 0;      // seconds
  std::optional<double> until;

  Json to_json() const;
  static std::vector<ShownWords> list_from_json(const Json& json);
};

/// When `joined_words(track)` are shown, cue by cue.
std::vector<ShownWords> times_of(const CueTrack& track);

/// Gives findings that point into such words the time from the beginning of the first to the end of the last part that
/// they touch. A part without an end leaves it open. Findings without a place in the words stay as they are.
void give_times(const std::vector<ShownWords>& shown, std::vector<Finding>& findings);

}  // namespace integrart
