#pragma once
// What a house asks of its subtitles. Document "cue_profile/1": numbers and habits, each with its source, and what
// differs by language. Guidelines contradict each other, so these are documents and never constants.

#include <map>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/language.h"

namespace integrart {

/// Limits and habits for one language; 0 and "any" ask nothing.
struct CueNumbers {
  double characters_per_line = 0;    // grapheme clusters
  double lines = 0;                  // in one cue
  double characters_per_second = 0;  // reading speed, spaces counted
  double words_per_minute = 0;       // the same, as broadcasters count it
  double least_seconds = 0;          // a cue stands at least
  double most_seconds = 0;
  double gap_seconds = 0;         // between two cues; 0: they may touch
  double close_gap_seconds = 0;   // shorter gaps than this are closed to `gap_seconds`
  double frames_per_second = 25;  // in which shot changes are counted
  std::string shots = "any";      // netflix | bbc
  std::string dashes = "any";     // both | both_spaced | second
  std::string ellipsis = "any";   // character | dots
  std::string run_on = "any";     // a sentence that goes on in the next cue: ellipsis | none
  std::string music = "any";      // enclosed | last: where music marks stand
};

struct CueProfile {
  std::string id = "none";
  bool mends = true;             // false: warnings only
  std::vector<std::string> off;  // ids of rules that are not asked
  CueNumbers numbers;
  std::map<std::string, Json, std::less<>> languages;  // what differs, by primary language subtag

  /// The numbers that hold for `language`.
  CueNumbers numbers_for(const LanguageTag& language) const;
  bool asks(std::string_view rule) const;
  /// Every number is {"value", "source"}; unknown keys and a number without source are errors that name the key.
  static Result<CueProfile> from_json(const Json& json);
};

}  // namespace integrart
