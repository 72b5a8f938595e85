#pragma once
// What every step that makes a cue track does last: check and mend it, write it, and describe it.

#include <string>
#include <string_view>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/engine/step.h"

namespace integrart {

/// Checks and mends `track` by the parameter "checks" of the step, writes it as track.vtt, track.ttml and track.srt
/// into the step's folder, and gives the document {"language", "encoding", "format", "variant", "draft", "cues",
/// "plain", "issues"}; `format` says where the times come from.
Result<StepOutput> cue_track_output(const StepContext& context, Noted<CueTrack> track, const std::string& encoding,
                                    std::string_view format);

}  // namespace integrart
