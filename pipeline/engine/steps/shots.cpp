// Finds where new shots begin.

#include "pipeline/engine/step.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext& context) {
  return make_shots(facts, context.work_folder);
}

std::string toolchain() {
  return media_toolchain();
}

}  // namespace

extern const StepKind step_shots;
const StepKind step_shots{
    .id = "shots",
    .version = 1,
    .doc =
        {"Finds where new shots begin.",
         "By cuts; fades are none. shots.json is a list of seconds, as \"integrart subtitles check --shots\" reads it.",
         "",
         {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
