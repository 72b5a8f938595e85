// Reads a subtitle file, or a text track of a media file, into timed text.

#include <optional>

#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/cue_track_output.h"
#include "pipeline/engine/input_text.h"
#include "pipeline/engine/step.h"
#include "pipeline/media/embedded_text.h"
#include "pipeline/media/probe.h"

namespace integrart {

namespace {

struct ReadTrack {
  Noted<CueTrack> track;
  std::string_view format;
  std::string encoding;
};

/// What the text looks like decides, not the extension: people name files anything.
Result<ReadTrack> read_cues(const StepContext& context, const std::string& text, const std::string& name) {
  SubtitleLimits limits;
  limits.frame_rate = context.parameters.at_or_null("frame_rate").number_or(limits.frame_rate);
  const std::string extension = context.parameters.at_or_null("extension").string_or("");
  for (const SubtitleFormat* format : by_likeness(context.catalogue.subtitles, text, extension)) {
    auto track = format->read(text, limits);
    if (track) return ReadTrack{std::move(*track), format->id, {}};
    if (track.error().code != Errc::unrecognised) return tl::unexpected<Error>(std::move(track).error());
  }
  return fail(Errc::unrecognised, "engine.subtitles_unrecognised", {{"file", display_name(name)}});
}

Result<ReadTrack> read_text_file(const StepContext& context, const InputFile& file, const LanguageTag& language) {
  TRY_ASSIGN(const DecodedText text, input_text(context, file, SubtitleLimits{}.source_bytes, language));
  TRY_ASSIGN(ReadTrack read, read_cues(context, text.utf8, file.name));
  read.encoding = text.encoding;
  return read;
}

/// Identifiers are unique in a document; those of the next ones are made so again.
void append_cues(CueTrack& track, CueTrack more, std::size_t document) {
  for (Cue& cue : more.cues) {
    cue.id += "-" + std::to_string(document);
    track.cues.push_back(std::move(cue));
  }
}

Result<ReadTrack> read_media_track(const StepContext& context, const InputFile& file) {
  const auto track = static_cast<int>(context.parameters.at_or_null("track").integer_or(1));
  TRY_ASSIGN(EmbeddedText text, read_embedded_text(file, track, MediaLimits{}, SubtitleLimits{}));
  std::optional<ReadTrack> all;
  for (std::size_t i = 0; i < text.documents.size(); ++i) {
    TRY_ASSIGN(ReadTrack read, read_cues(context, text.documents[i], file.name));
    if (!all) {
      all = std::move(read);
      continue;
    }
    append_cues(all->track.value, std::move(read.track.value), i + 1);
    if (all->track.value.cues.size() > SubtitleLimits{}.cues)
      return fail(Errc::limit_exceeded, "engine.subtitles_unrecognised", {{"file", display_name(file.name)}});
    all->track.notes.insert(all->track.notes.end(), read.track.notes.begin(), read.track.notes.end());
  }
  if (!all) return fail(Errc::unrecognised, "engine.subtitles_unrecognised", {{"file", display_name(file.name)}});
  all->encoding = "UTF-8";
  if (auto language = LanguageTag::parse(text.language.empty() ? "und" : text.language);
      language && all->track.value.language.is_undetermined())
    all->track.value.language = std::move(language->value);
  return std::move(*all);
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const auto named, LanguageTag::parse(context.parameters.at_or_null("named_language").string_or("und")));
  const LanguageTag& expected = language.value.is_undetermined() ? named.value : language.value;
  TRY_ASSIGN(auto read, may_hold_text_tracks(source->file) ? read_media_track(context, source->file)
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
