#pragma once
// Timed text on its way to be published is checked and mended: what every step that makes a cue track does last.

#include <string>
#include <vector>

#include "pipeline/base/catalogue.h"
#include "pipeline/base/cue_rule.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Parameters "checks" of such a step: the profile and a digest of everything the result depends on, so that a new rule
/// or number runs it again. An empty `profile` is "lyrics" for tracks of that kind and for `words_are_sung`, "plain"
/// for others; "none", and a catalogue without checker, give null. "shots" is true when a profile cares where shots
/// change: then the step needs the optional input of that name. Errors: Errc::not_found for an unknown profile.
Result<Json> cue_check_parameters(const Catalogue& catalogue, const std::string& profile, bool words_are_sung);

/// Checks and mends `track` by those parameters; null does nothing. `shots`: where new shots begin, in seconds,
/// ascending; null when nobody knows. Notes say how many places each rule mended.
Result<std::vector<CueIssue>> check_and_mend(const Catalogue& catalogue, const Json& checks, const Json& shots,
                                             CueTrack& track, std::vector<Message>& notes);

/// Fills what follows from the text (tree, speaker, words) of those cues anew.
void complete_changed_cues(const Catalogue& catalogue, const std::vector<std::string>& changed, CueTrack& track);

}  // namespace integrart
