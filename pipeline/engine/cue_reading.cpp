#include "pipeline/engine/cue_reading.h"

#include <optional>

#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/media/embedded_text.h"

namespace integrart {

namespace {

/// Identifiers are unique in a document; those of the next ones are made so again.
void append_cues(CueTrack& track, CueTrack more, std::size_t document) {
  for (Cue& cue : more.cues) {
    cue.id += "-" + std::to_string(document);
    track.cues.push_back(std::move(cue));
  }
}

}  // namespace

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

Result<ReadTrack> read_text_track(const StepContext& context, const InputFile& file, int track) {
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

}  // namespace integrart
