// Takes the cover picture out of a sound file.

#include <fstream>

#include "pipeline/base/limits.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/cover.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const Cover cover, extract_cover(source->file, MediaLimits{}, ImageLimits{}));
  std::ofstream file(context.work_folder / "cover", std::ios::binary);
  file << cover.bytes;
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", "cover"}});
  StepOutput output;
  output.files.push_back({"cover", "cover", cover.type});
  return output;
}

}  // namespace

extern const StepKind step_cover;
const StepKind step_cover{
    .id = "cover",
    .version = 1,
    .doc = {"Takes the cover picture out of a sound file.",
            "The picture is foreign: the image step makes clean sizes of it.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .toolchain = media_toolchain,
    .run = run,
};

}  // namespace integrart
