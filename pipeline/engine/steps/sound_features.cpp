// Keeps of the sound what alignment needs.

#include "pipeline/speech/sound_features.h"

#include "pipeline/engine/step.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext& context) {
  return make_sound_features(facts, context.work_folder);
}

std::string toolchain() {
  return media_toolchain();
}

}  // namespace

extern const StepKind step_sound_features;
const StepKind step_sound_features{
    .id = "sound_features",
    .version = 1,
    .doc = {"Keeps of the sound what alignment needs.",
            "Cepstra of the first sound track; aligning again, with other words or taps, opens no media.",
            "",
            {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
