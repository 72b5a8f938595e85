#include "pipeline/engine/cue_checking.h"

#include <map>
#include <set>

#include "pipeline/base/subtitle_format.h"

namespace integrart {

Result<Json> cue_check_parameters(const Catalogue& catalogue, const std::string& profile, bool words_are_sung) {
  const CueChecker* checker = catalogue.cue_checker;
  if (checker == nullptr || profile == "none") return Json();
  Json checks = Json::empty_object();
  checks["profile"] = !profile.empty() ? profile : words_are_sung ? "lyrics" : "plain";
  checks["lyrics_profile"] = !profile.empty() ? profile : "lyrics";
  for (const auto& [key, digest] : {std::pair{"profile", "rules"}, std::pair{"lyrics_profile", "lyrics_rules"}}) {
    TRY_ASSIGN(std::string fingerprint, checker->fingerprint(checks.at_or_null(key).string_or("")));
    checks[digest] = std::move(fingerprint);
    TRY_ASSIGN(const CueProfile asked, checker->profile(checks.at_or_null(key).string_or("")));
    if (asked.numbers.shots != "any") checks["shots"] = true;
  }
  return checks;
}

void complete_changed_cues(const Catalogue& catalogue, const std::vector<std::string>& changed, CueTrack& track) {
  const SubtitleFormat* webvtt = find_by_id(catalogue.subtitles, "webvtt");
  if (webvtt == nullptr || webvtt->complete == nullptr) return;
  const std::set<std::string> ids(changed.begin(), changed.end());
  for (Cue& cue : track.cues) {
    if (!ids.contains(cue.id)) continue;
    std::vector<WordTiming> words = std::move(cue.words);
    const std::string speaker = cue.speaker;
    webvtt->complete(cue);
    if (cue.words.empty()) cue.words = std::move(words);  // their times do not stand in the text
    if (cue.speaker.empty()) cue.speaker = speaker;
  }
}

Result<std::vector<CueIssue>> check_and_mend(const Catalogue& catalogue, const Json& checks, const Json& shots,
                                             CueTrack& track, std::vector<Message>& notes) {
  const CueChecker* checker = catalogue.cue_checker;
  if (checker == nullptr || checks.is_null()) return std::vector<CueIssue>{};
  CueCheckSettings settings;
  TRY_ASSIGN(
      settings.profile,
      checker->profile(checks.at_or_null(track.kind == "lyrics" ? "lyrics_profile" : "profile").string_or("plain")));
  settings.mend = true;
  for (const Json& shot : shots.items()) settings.shots.push_back(MediaTime::from_seconds(shot.number_or(0)));
  CueCheckResult result = checker->check(std::move(track), settings);
  track = std::move(result.track);
  complete_changed_cues(catalogue, result.changed, track);
  std::map<std::string, std::int64_t> mended;
  for (const CueIssue& issue : result.issues)
    if (issue.fixed) ++mended[issue.rule];
  for (const auto& [rule, count] : mended)
    notes.push_back({"cues.mended", {{"language", track.language.text()}, {"rule", rule}, {"count", count}}});
  for (Message& note : result.notes) notes.push_back(std::move(note));
  return std::move(result.issues);
}

}  // namespace integrart
