// Runs a filter over the pictures or the sound.

#include "pipeline/engine/model_input.h"
#include "pipeline/engine/step_filter.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::make_sink));
  TRY_ASSIGN(const Json parameters, parameters_with_model(context));
  return filter->make_sink(facts, parameters);
}

std::string toolchain() {
  return media_toolchain();
}

}  // namespace

extern const StepKind step_filter_frames;
const StepKind step_filter_frames{
    .id = "filter_frames",
    .version = 1,
    .doc = {"Runs a filter over the pictures or the sound.",
            "Its document holds the evidence and the findings.",
            "",
            {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
