// Measures the shape of the sound.

#include "pipeline/engine/step.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext& context) {
  return make_waveform(facts, context.work_folder);
}

std::string toolchain() {
  return media_toolchain();
}

}  // namespace

extern const StepKind step_waveform;
const StepKind step_waveform{
    .id = "waveform",
    .version = 2,
    .doc = {"Measures the shape of the sound.", "See pipeline/media/analysis_sinks.h.", "", {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
