#pragma once
// Descriptor of a check on timed text (filters/cues.def), and of the checker that runs all of them.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/cue_profile.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/result.h"

namespace integrart {

class CueSheet;  // a track laid out for checking (filters/cues/sheet/cue_sheet.h)

/// One thing that a rule asks and a cue does not give.
struct CueIssue {
  std::string cue;  // its id
  TimeRange when;   // of the cue as it was found
  std::string rule;
  Message message;
  bool fixed = false;

  Json to_json() const;  // the message as id and arguments
  static Result<CueIssue> from_json(const Json& json);
};

struct ExampleCue {
  std::int64_t begin_ms = 0;
  std::int64_t end_ms = 0;
  std::string_view text;
};
/// A track that breaks the rule, and what the fix makes of it (empty when the rule has no fix).
struct CueRuleExample {
  std::string_view profile = "plain";
  std::string_view language = "en";
  std::span<const ExampleCue> broken = {};
  std::span<const ExampleCue> mended = {};
  std::span<const std::int64_t> shots_ms = {};
};

/// Rules are pure. A fix never changes words and never moves a start that a person confirmed; running it again on its
/// own result changes nothing.
struct CueRule {
  std::string_view id;
  int version = 1;  // raised whenever results may change
  Doc doc;
  std::string_view explanation;  // message id: what the rule asks and why, for people
  CueRuleExample example;
  void (*check)(const CueSheet& sheet, std::vector<CueIssue>& issues) = nullptr;
  bool (*fix)(CueSheet& sheet) = nullptr;  // true when it changed anything; null when only a person can mend
};

struct CueCheckSettings {
  CueProfile profile;
  std::vector<MediaTime> shots;  // where a new shot begins, ascending
  bool mend = false;
  bool spelling = false;  // with the dictionaries of this machine: never in a step, whose result must not depend on it
};
struct CueCheckResult {
  CueTrack track;                // mended when asked; `tree`, `speaker` and `words` of changed cues are to be completed
  std::vector<CueIssue> issues;  // in order of the track; those with `fixed` are mended in `track`
  std::vector<std::string> changed;  // ids of cues whose text was changed
  std::vector<Message> notes;        // what could not be checked
};

/// All rules under one profile.
struct CueChecker {
  std::span<const CueRule* const> rules;
  /// Applies all fixes in table order until nothing changes. A second run fixes nothing.
  CueCheckResult (*check)(CueTrack track, const CueCheckSettings& settings) = nullptr;
  /// A profile of the program. Errc::not_found names those that are there.
  Result<CueProfile> (*profile)(std::string_view id) = nullptr;
  /// Changes whenever results may: versions of all rules and the text of the profile.
  Result<std::string> (*fingerprint)(std::string_view profile) = nullptr;
};

}  // namespace integrart
