// Makes the sizes of a still picture.

#include "pipeline/base/limits.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  ImageRecipe recipe;
  recipe.long_sides.clear();
  for (const Json& side : context.parameters.at_or_null("long_sides").items())
    recipe.long_sides.push_back(static_cast<int>(side.integer_or(0)));
  recipe.formats = texts_of(context.parameters.at_or_null("formats"));
  recipe.quality = static_cast<int>(context.parameters.at_or_null("quality").integer_or(recipe.quality));
  return make_image_sizes(source->file, recipe, ImageLimits{}, context.work_folder);
}

}  // namespace

extern const StepKind step_image;
const StepKind step_image{
    .id = "image",
    .version = 1,
    .doc = {"Makes the sizes of a still picture.",
            "Upright, in sRGB, without private metadata, with credit and licence.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U, .file_bytes = 256ULL << 20U, .cpu_seconds = 60, .wall_seconds = 120},
    .toolchain = still_toolchain,
    .run = run,
};

}  // namespace integrart
