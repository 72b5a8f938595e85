// Takes fingerprints of pictures and sound.

#include "pipeline/fingerprint/fingerprint.h"

#include "pipeline/engine/step.h"
#include "pipeline/fingerprint/fingerprint_sink.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext& /*context*/) {
  return make_fingerprint_sink(facts);
}

std::string toolchain() {
  return media_toolchain() + " " + sound_print_toolchain();
}

}  // namespace

extern const StepKind step_fingerprint;
const StepKind step_fingerprint{
    .id = "fingerprint",
    .version = 2,
    .doc = {"Takes fingerprints of pictures and sound.",
            "PDQ hashes of the pictures four times a second, twice a second also without bands with a caption and as "
            "they may have been before their edges were cut off, and Chromaprint items of the first sound track, for "
            "lists of known media and for finding a work that is there already.",
            "https://github.com/facebook/ThreatExchange/tree/main/vpdq",
            {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
