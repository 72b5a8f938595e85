// Makes the track of a draft: checked, mended and written like any other, and marked.

#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/cue_track_output.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* draft, context.input("draft"));
  TRY_ASSIGN(CueTrack track, CueTrack::from_json(draft->document.at_or_null("cues")));
  std::vector<std::string> ids;
  for (const Cue& cue : track.cues) ids.push_back(cue.id);
  complete_changed_cues(context.catalogue, ids, track);
  TRY_ASSIGN(StepOutput output, cue_track_output(context, {std::move(track), {}}, "UTF-8", "draft"));
  for (const char* key : {"from", "lines", "suggested"}) output.document[key] = draft->document.at_or_null(key);
  return output;
}

}  // namespace

extern const StepKind step_draft_track;
const StepKind step_draft_track{
    .id = "draft_track",
    .version = 1,
    .doc = {"Makes the track of a draft: checked, mended and written like any other, and marked.",
            "The document holds the cues with their origins, and how many lines of the source have no suggestion.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .run = run,
};

}  // namespace integrart
