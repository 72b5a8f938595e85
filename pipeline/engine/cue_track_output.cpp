#include "pipeline/engine/cue_track_output.h"

#include <fstream>

#include "pipeline/base/subtitle_format.h"
#include "pipeline/engine/cue_checking.h"

namespace integrart {

Result<StepOutput> cue_track_output(const StepContext& context, Noted<CueTrack> track, const std::string& encoding,
                                    std::string_view format) {
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
                                  {"encoding", encoding},
                                  {"format", format},
                                  {"cues", track.value.to_json()},
                                  {"plain", plain}});
  output.document["issues"] = Json::empty_array();
  for (const CueIssue& issue : issues) output.document["issues"].push_back(issue.to_json());
  output.notes = std::move(track.notes);
  return output;
}

}  // namespace integrart
