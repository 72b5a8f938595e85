// Joins a video and an audio rendition into one file that plays everywhere.

#include "pipeline/media/progressive.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* video, context.input("video"));
  ProgressiveInput input;
  input.video = video->file;
  if (const auto audio = context.input("audio"); audio) input.audio = (*audio)->file;
  input.naming = FileNaming::from_json(context.parameters);
  input.language = context.parameters.at_or_null("language").string_or("");
  TRY(write_progressive_mp4(input, context.work_folder / "video.mp4", context.stop));
  StepOutput output;
  output.files.push_back({"video.mp4", "video.mp4", "video/mp4"});
  const Json& document = video->document;
  output.document = Json::object({{"width", document.at_or_null("width")},
                                  {"height", document.at_or_null("height")},
                                  {"duration", document.at_or_null("duration")}});
  return output;
}

}  // namespace

extern const StepKind step_progressive;
const StepKind step_progressive{
    .id = "progressive",
    .version = 2,  // 2: credit and licence
    .doc = {"Joins a video and an audio rendition into one file that plays everywhere.",
            "MP4 with the index in front; nothing is encoded again. Title, credit and licence are written into it.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U,
               .file_bytes = decode_pass_bounds.file_bytes + (1ULL << 30U),
               .cpu_seconds = 60,
               .wall_seconds = 180,
               .per_media_second = 0.1},
    .toolchain = rendition_toolchain,
    .run = run,
};

}  // namespace integrart
