// Makes a sound file of its own from an audio rendition.

#include "pipeline/engine/step.h"
#include "pipeline/media/progressive.h"
#include "pipeline/media/rendition.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* audio, context.input("audio"));
  const bool opus = audio->document.at_or_null("codec_string").string_or("").starts_with("opus");
  StepOutput output;
  if (opus) {
    TRY(write_ogg_opus(audio->file, context.work_folder / "audio.opus", context.stop,
                       FileNaming::from_json(context.parameters)));
    output.files.push_back({"audio.opus", "audio.opus", "audio/ogg"});
  } else {
    ProgressiveInput input;
    input.audio = audio->file;
    input.naming = FileNaming::from_json(context.parameters);
    input.language = context.parameters.at_or_null("language").string_or("");
    TRY(write_progressive_mp4(input, context.work_folder / "audio.m4a", context.stop));
    output.files.push_back({"audio.m4a", "audio.m4a", "audio/mp4"});
  }
  output.document = Json::object({{"duration", audio->document.at_or_null("duration")}});
  return output;
}

}  // namespace

extern const StepKind step_sound_file;
const StepKind step_sound_file{
    .id = "sound_file",
    .version = 2,  // 2: credit and licence
    .doc = {"Makes a sound file of its own from an audio rendition.",
            "M4A from AAC, Ogg from Opus; nothing is encoded again. Title, credit and licence are written into it.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .cpu_seconds = 60, .wall_seconds = 180, .per_media_second = 0.1},
    .toolchain = rendition_toolchain,
    .run = run,
};

}  // namespace integrart
