// Encodes the sound at the loudness of the pack.

#include <algorithm>

#include "pipeline/engine/step.h"
#include "pipeline/media/probe.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts& facts, StepContext& context) {
  TRY_ASSIGN(AudioRenditionSettings settings, AudioRenditionSettings::from_json(context.parameters));
  // Of a sound beside the work the planner does not know whether it is mono.
  if (const auto track = static_cast<std::size_t>(settings.track); track < facts.audio.size())
    settings.channels = std::clamp(facts.audio[track].channels, 1, settings.channels);
  return make_audio_rendition(settings, context.work_folder);
}

std::string toolchain() {
  return media_toolchain() + "; " + rendition_toolchain();
}

}  // namespace

extern const StepKind step_audio_rendition;
const StepKind step_audio_rendition{
    .id = "audio_rendition",
    .version = 3,
    .doc = {"Encodes the sound at the loudness of the pack.",
            "One fragmented MP4 (CMAF track file); the loudness before and after is in the document. What the encoder "
            "made is decoded and measured: where its peaks are above the target, it is made again of sound with lower "
            "ones.",
            "",
            {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
