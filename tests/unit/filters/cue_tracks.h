#pragma once
// Tracks for the tests of the rules.

#include <span>
#include <string>
#include <vector>

#include "filters/filters.h"

namespace integrart {

inline CueTrack track_of(std::span<const ExampleCue> cues, std::string_view language) {
  CueTrack track;
  track.language = LanguageTag::parse(language)->value;
  for (const ExampleCue& given : cues) {
    Cue cue;
    cue.id = "c" + std::to_string(track.cues.size() + 1);
    cue.when = {MediaTime::from_milliseconds(given.begin_ms), MediaTime::from_milliseconds(given.end_ms)};
    cue.text = given.text;
    track.cues.push_back(std::move(cue));
  }
  return track;
}

inline CueCheckResult checked(CueTrack track, std::string_view profile, bool mend,
                              std::span<const std::int64_t> shots_ms = {}, bool spelling = false) {
  CueCheckSettings settings;
  settings.profile = *cue_checker().profile(profile);
  settings.mend = mend;
  settings.spelling = spelling;
  for (const std::int64_t shot : shots_ms) settings.shots.push_back(MediaTime::from_milliseconds(shot));
  return cue_checker().check(std::move(track), settings);
}

/// "rule rule ..." of what is not fixed, in order of the track.
inline std::string rules_left(const CueCheckResult& result) {
  std::string rules;
  for (const CueIssue& issue : result.issues)
    if (!issue.fixed) rules += (rules.empty() ? "" : " ") + issue.rule;
  return rules;
}

/// "begin-end text" of every cue.
inline std::vector<std::string> written(const CueTrack& track) {
  std::vector<std::string> cues;
  for (const Cue& cue : track.cues)
    cues.push_back(std::to_string(cue.when.begin.ticks_in({1, 1000})) + "-" +
                   (cue.when.end ? std::to_string(cue.when.end->ticks_in({1, 1000})) : "") + " " + cue.text);
  return cues;
}

}  // namespace integrart
