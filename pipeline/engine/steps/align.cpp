// Times known words against the sound.

#include "pipeline/engine/cue_track_output.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/step.h"
#include "pipeline/speech/lyric_lines.h"
#include "pipeline/speech/text_alignment.h"

namespace integrart {

namespace {

Result<Noted<CueTrack>> aligned(StepContext& context, std::string& encoding) {
  TRY_ASSIGN(const StepInput* features, context.input("features"));
  TRY_ASSIGN(const StepInput* words, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const DecodedText text, input_text(context, words->file, LyricLimits{}.source_bytes, language.value));
  encoding = text.encoding;
  TRY_ASSIGN(const std::string kept, read_all(features->file, 256ULL << 20U));
  TRY_ASSIGN(const SoundFeatures sound, SoundFeatures::from_bytes(kept));
  const AlignmentWishes wishes{language.value, context.parameters.at_or_null("words").boolean_or(true),
                               context.parameters.at_or_null("taps")};
  return align_text(sound, text.utf8, wishes, context.progress);
}

Result<StepOutput> run(StepContext& context) {
  std::string encoding;
  TRY_ASSIGN(auto track, aligned(context, encoding));
  return cue_track_output(context, std::move(track), encoding, "aligned");
}

}  // namespace

extern const StepKind step_align;
const StepKind step_align{
    .id = "align",
    .version = alignment_version,
    .doc = {"Times known words against the sound.",
            "Lines and words of a text without times, each line with a confidence; track.vtt has inline timestamps. "
            "Needs a reference voice for the language.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 2ULL << 30U,
               .file_bytes = 64ULL << 20U,
               .cpu_seconds = 60,
               .wall_seconds = 180,
               .per_media_second = 0.5},
    .toolchain = speech_toolchain,
    .run = run,
};

}  // namespace integrart
