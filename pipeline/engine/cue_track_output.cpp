#include "pipeline/engine/cue_track_output.h"

#include <algorithm>
#include <fstream>

#include "pipeline/base/subtitle_format.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/cue_words.h"

namespace integrart {

namespace {

/// Writes `track` in one format as track.<extension>; what the format cannot hold is in the WebVTT file.
Result<> write_track(const StepContext& context, std::string_view format_id, const CueTrack& track,
                     StepOutput& output) {
  const SubtitleFormat* format = find_by_id(context.catalogue.subtitles, format_id);
  if (format == nullptr) return fail(Errc::internal, "engine.format_unknown", {{"format", std::string(format_id)}});
  TRY_ASSIGN(const auto written, format->write(track));
  const std::string name = "track." + std::string(format->extensions.front());
  std::ofstream file(context.work_folder / name, std::ios::binary);
  file << written.value;
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", name}});
  output.files.push_back({name, name, std::string(format->media_type)});
  return {};
}

Json shots_of(const StepContext& context) {
  const auto input = std::ranges::find(context.inputs, "shots", &StepInput::role);
  return input == context.inputs.end() ? Json() : input->document.at_or_null("shots");
}

}  // namespace

Result<StepOutput> cue_track_output(const StepContext& context, Noted<CueTrack> track, const std::string& encoding,
                                    std::string_view format) {
  TRY_ASSIGN(const std::vector<CueIssue> issues,
             check_and_mend(context.catalogue, context.parameters.at_or_null("checks"), shots_of(context), track.value,
                            track.notes));
  StepOutput output;
  for (const std::string_view id : {"webvtt", "ttml", "srt"}) TRY(write_track(context, id, track.value, output));
  output.document = Json::object({{"language", track.value.language.text()},
                                  {"encoding", encoding},
                                  {"format", format},
                                  {"variant", track.value.variant},
                                  {"draft", track.value.draft},
                                  {"cues", track.value.to_json()},
                                  {"plain", joined_words(track.value)}});
  output.document["issues"] = Json::empty_array();
  for (const CueIssue& issue : issues) output.document["issues"].push_back(issue.to_json());
  output.notes = std::move(track.notes);
  return output;
}

}  // namespace integrart
