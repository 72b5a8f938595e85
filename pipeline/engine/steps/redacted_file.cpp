// A file without private metadata, with pictures that may stand for the source's.

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/redaction.h"
#include "pipeline/media/rendition.h"
#include "pipeline/media/still.h"

namespace integrart {

namespace {

/// Names of one format.
std::string format_of(const std::string& extension) {
  if (extension == "jpg") return "jpeg";
  if (extension == "tif") return "tiff";
  return extension == "heif" ? "heic" : extension;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const StepInput* facts_input, context.input("facts"));
  TRY_ASSIGN(const std::string extension, context.parameters.require_string("extension"));
  TRY_ASSIGN(SourceFacts facts, SourceFacts::from_json(facts_input->document));
  const std::filesystem::path output = context.work_folder / ("redacted." + extension);
  if (facts.kind == "image") {
    if (format_of(extension) != facts.container)
      return fail(Errc::unsupported, "engine.redact_other_format",
                  {{"file", display_name(source->file.name)}, {"format", facts.container}});
    return remove_private_metadata(source->file, ImageLimits{}, output);
  }
  RedactedMedium medium{source->file, std::move(facts), std::nullopt, extension};
  if (const auto pictures = context.input("pictures"); pictures) medium.pictures = (*pictures)->file;
  return write_redacted(medium, output, context.stop);
}

std::string toolchain() {
  return rendition_toolchain() + "; " + still_toolchain();
}

}  // namespace

extern const StepKind step_redacted_file;
const StepKind step_redacted_file{
    .id = "redacted_file",
    .version =
        3,  // 2: nothing beside the pictures of an animation, no unknown parts of JPEG files; 3: says which comments
    .doc = {"Writes a file anew without private metadata.",
            "Sound is copied, or encoded without loss where the container changes; pictures are copied unless others "
            "stand for them. Credit and licence stay. Parameter: the extension, which names the container.",
            "",
            {}},
    .weight = JobWeight::heavy,
    .bounds = {.memory_bytes = 2ULL << 30U,
               .file_bytes = MediaLimits{}.source_bytes + (8ULL << 30U),  // sound without loss is larger
               .cpu_seconds = 60,
               .wall_seconds = 180,
               .per_media_second = 0.5},
    .toolchain = toolchain,
    .run = run,
};

}  // namespace integrart
