// Reads a subtitle file, or a text track of a media file, into timed text.

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/cue_reading.h"
#include "pipeline/engine/cue_track_output.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/embedded_text.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

Result<ReadTrack> read_text_file(const StepContext& context, const InputFile& file, const LanguageTag& language) {
  TRY_ASSIGN(const DecodedText text, input_text(context, file, SubtitleLimits{}.source_bytes, language));
  TRY_ASSIGN(ReadTrack read, read_cues(context, text.utf8, file.name));
  read.encoding = text.encoding;
  return read;
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const auto named, LanguageTag::parse(context.parameters.at_or_null("named_language").string_or("und")));
  const LanguageTag& expected = language.value.is_undetermined() ? named.value : language.value;
  const auto number = static_cast<int>(context.parameters.at_or_null("track").integer_or(1));
  TRY_ASSIGN(auto read, may_hold_text_tracks(source->file) ? read_text_track(context, source->file, number)
                                                           : read_text_file(context, source->file, expected));
  Noted<CueTrack>& track = read.track;
  if (!language.value.is_undetermined()) track.value.language = language.value;  // who asks knows better than the file
  const bool takes_name = track.value.language.is_undetermined();
  if (takes_name) track.value.language = named.value;
  track.value.variant = context.parameters.at_or_null("variant").string_or(track.value.variant);
  track.value.kind = context.parameters.at_or_null("kind").string_or(track.value.kind);
  track.value.draft = false;  // who hands a track in stands for its words
  const std::vector<Message>& mended = takes_name ? named.notes : language.notes;
  track.notes.insert(track.notes.begin(), mended.begin(), mended.end());
  return cue_track_output(context, std::move(track), read.encoding, read.format);
}

}  // namespace

extern const StepKind step_cue_track;
const StepKind step_cue_track{
    .id = "cue_track",
    .version = 6,
    .doc =
        {"Reads a subtitle file, or a text track of a media file, into timed text.",
         "Any registered format and encoding, and the text tracks of MP4 and Matroska; the document holds the cues "
         "and what is wrong with them, track.vtt is what players take; track.ttml and track.srt are for other tools. "
         "With parameter checks the cues are mended first.",
         "",
         {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .toolchain = media_toolchain,
    .run = run,
};

}  // namespace integrart
