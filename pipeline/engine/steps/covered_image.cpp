// A still picture with masks over it.

#include "pipeline/base/limits.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const StepInput* input, context.input("masks"));
  TRY_ASSIGN(const PictureMasks masks, PictureMasks::from_json(input->document));
  TRY_ASSIGN(const std::string format, context.parameters.require_string("format"));
  return cover_image(source->file, masks, format, ImageLimits{}, context.work_folder / ("covered." + format));
}

}  // namespace

extern const StepKind step_covered_image;
const StepKind step_covered_image{
    .id = "covered_image",
    .version = 1,
    .doc = {"Makes a still picture with masks over it.",
            "Upright, in sRGB; of the metadata only credit and licence stay. Parameter: the format.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U, .file_bytes = 512ULL << 20U, .cpu_seconds = 90, .wall_seconds = 180},
    .toolchain = still_toolchain,
    .run = run,
};

}  // namespace integrart
