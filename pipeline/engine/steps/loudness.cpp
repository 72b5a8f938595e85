// Measures the loudness before any change.

#include "pipeline/engine/step.h"
#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext&) {
  return make_loudness(facts);
}

std::string toolchain() {
  return media_toolchain();
}

}  // namespace

extern const StepKind step_loudness;
const StepKind step_loudness{
    .id = "loudness",
    .version = 1,
    .doc = {"Measures the loudness before any change.", "EBU R128 figures and a curve for the report.", "", {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
