// Reads a subtitle file into timed text.

#include <fstream>

#include "pipeline/base/limits.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/step.h"

namespace integrart {

namespace {

struct ReadTrack {
  Noted<CueTrack> track;
  std::string_view format;
};

/// What the text looks like decides, not the extension: people name files anything.
Result<ReadTrack> read_cues(const StepContext& context, const std::string& text, const std::string& name) {
  SubtitleLimits limits;
  limits.frame_rate = context.parameters.at_or_null("frame_rate").number_or(limits.frame_rate);
  const std::string extension = context.parameters.at_or_null("extension").string_or("");
  for (const SubtitleFormat* format : by_likeness(context.catalogue.subtitles, text, extension)) {
    auto track = format->read(text, limits);
    if (track) return ReadTrack{std::move(*track), format->id};
    if (track.error().code != Errc::unrecognised) return tl::unexpected<Error>(std::move(track).error());
  }
  return fail(Errc::unrecognised, "engine.subtitles_unrecognised", {{"file", display_name(name)}});
}

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const StepInput* source, context.input("source"));
  TRY_ASSIGN(const auto language, LanguageTag::parse(context.parameters.at_or_null("language").string_or("und")));
  TRY_ASSIGN(const std::string bytes, read_all(source->file, SubtitleLimits{}.source_bytes));
  const std::string encoding = context.parameters.at_or_null("encoding").string_or("");
  TRY_ASSIGN(const DecodedText text,
             encoding.empty() ? decode_text(bytes, language.value) : decode_text_as(bytes, encoding));
  TRY_ASSIGN(auto read, read_cues(context, text.utf8, source->file.name));
  Noted<CueTrack>& track = read.track;
  if (!language.value.is_undetermined()) track.value.language = language.value;  // who asks knows better than the file
  track.notes.insert(track.notes.begin(), language.notes.begin(), language.notes.end());
  TRY_ASSIGN(const std::vector<CueIssue> issues,
             check_and_mend(context.catalogue, context.parameters.at_or_null("checks"), track.value, track.notes));
  const SubtitleFormat* webvtt = find_by_id(context.catalogue.subtitles, "webvtt");
  if (webvtt == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", "webvtt"}});
  TRY_ASSIGN(const auto written, webvtt->write(track.value));
  std::ofstream file(context.work_folder / "track.vtt", std::ios::binary);
  file << written.value;
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", "track.vtt"}});
  StepOutput output;
  output.files.push_back({"track.vtt", "track.vtt", "text/vtt"});
  std::string plain;
  for (const Cue& cue : track.value.cues) plain += plain_text(cue) + "\n";
  output.document = Json::object({{"language", track.value.language.text()},
                                  {"encoding", text.encoding},
                                  {"format", read.format},
                                  {"cues", track.value.to_json()},
                                  {"plain", plain}});
  output.document["issues"] = Json::empty_array();
  for (const CueIssue& issue : issues) output.document["issues"].push_back(issue.to_json());
  output.notes = std::move(track.notes);
  return output;
}

}  // namespace

extern const StepKind step_cue_track;
const StepKind step_cue_track{
    .id = "cue_track",
    .version = 3,
    .doc = {"Reads a subtitle file into timed text.",
            "Any registered format and encoding in; the document holds the cues and what is wrong with them, track.vtt "
            "is what players take. With parameter checks the cues are mended first.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 64ULL << 20U, .cpu_seconds = 20, .wall_seconds = 40},
    .run = run,
};

}  // namespace integrart
