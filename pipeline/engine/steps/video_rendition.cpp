// Encodes one rung of the picture.

#include "pipeline/engine/step.h"

#include "pipeline/media/probe.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

Result<std::unique_ptr<FrameSink>> make_sink(const SourceFacts&, StepContext& context) {
  TRY_ASSIGN(const VideoRenditionSettings settings, VideoRenditionSettings::from_json(context.parameters));
  return make_video_rendition(settings, context.work_folder);
}

std::string toolchain() {
  return media_toolchain() + "; " + rendition_toolchain();
}

}  // namespace

extern const StepKind step_video_rendition;
const StepKind step_video_rendition{
    .id = "video_rendition",
    .version = 3,
    .doc = {"Encodes one rung of the picture.",
            "One fragmented MP4 (CMAF track file) whose groups of pictures are closed and begin at equal times in all "
            "rungs.",
            "",
            {}},
    .weight = JobWeight::heavy,
    .bounds = decode_pass_bounds,
    .toolchain = toolchain,
    .make_sink = make_sink,
};

}  // namespace integrart
