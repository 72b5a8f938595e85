// Takes the fingerprint of a still picture.

#include "pipeline/base/limits.h"
#include "pipeline/engine/step.h"
#include "pipeline/fingerprint/fingerprint.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const StoredPixels pixels, read_stored_pixels(source->file, ImageLimits{}));
  Fingerprint fingerprint;
  fingerprint.picture =
      picture_hashes_of(luma_of({pixels.width, pixels.height, pixels.channels, false,
                                 static_cast<std::ptrdiff_t>(pixels.width) * pixels.channels, pixels.samples.data()}));
  StepOutput output;
  output.document = fingerprint.to_json();
  return output;
}

}  // namespace

extern const StepKind step_fingerprint_picture;
const StepKind step_fingerprint_picture{
    .id = "fingerprint_picture",
    .version = 2,
    .doc = {"Takes the fingerprint of a still picture.",
            "PDQ hashes of the picture as it is stored (not turned by its metadata, as the authors' program has it), "
            "without its borders, without and under bands with a caption, of its upper and lower parts, of its middle, "
            "and as it may have been before its edges were cut off, each turned and mirrored.",
            "https://github.com/facebook/ThreatExchange/tree/main/pdq",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 60, .wall_seconds = 120},
    .toolchain = still_toolchain,
    .run = run,
};

}  // namespace integrart
