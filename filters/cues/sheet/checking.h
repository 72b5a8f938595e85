#pragma once
// Runs rules over a track, mends what can be mended, and knows the profiles of the program.

#include <span>

#include "pipeline/base/cue_rule.h"

namespace integrart {

CueCheckResult check_cues(std::span<const CueRule* const> rules, CueTrack track, const CueCheckSettings& settings);

/// A profile of filters/cues/profiles; Errc::not_found names those that are there.
Result<CueProfile> cue_profile(std::string_view id);

/// Hex digest over the versions of all rules and the text of the profile.
Result<std::string> fingerprint_of(std::span<const CueRule* const> rules, std::string_view profile);

}  // namespace integrart
