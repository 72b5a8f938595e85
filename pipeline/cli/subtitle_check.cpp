#include "pipeline/cli/subtitle_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "pipeline/base/cue_rule.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/cue_checking.h"
#include "pipeline/engine/file_stamp.h"

namespace integrart {

namespace {

Result<std::string> text_of(const std::string& file) {
  TRY_ASSIGN(const auto opened, open_regular_file(file, TextLimits{}.source_bytes));
  return read_all(opened.second, TextLimits{}.source_bytes);
}

Result<CueProfile> profile_of(const CueChecker& checker, const std::string& asked) {
  if (!asked.ends_with(".json")) return checker.profile(asked);
  TRY_ASSIGN(const std::string text, text_of(asked));
  TRY_ASSIGN(const Json json, parse_json(text));
  return CueProfile::from_json(json);
}

/// One number a line, or a JSON list.
Result<std::vector<MediaTime>> shots_of(const std::string& file) {
  std::vector<MediaTime> shots;
  if (file.empty()) return shots;
  const auto refused = [&] {
    return fail(Errc::invalid_input, "cues.shots_unreadable", {{"file", display_name(file)}});
  };
  const auto add = [&](double seconds) {
    if (!(seconds >= 0 && seconds <= SubtitleLimits{}.last_second)) return false;
    shots.push_back(MediaTime::from_seconds(seconds));
    return true;
  };
  TRY_ASSIGN(const std::string text, text_of(file));
  if (const auto json = parse_json(text); json && json->is_array()) {
    for (const Json& item : json->items())
      if (!item.is_number() || !add(item.number_or(-1))) return refused();
  } else {
    for (std::size_t at = text.find_first_not_of(" \t\r\n"); at != std::string::npos;) {
      const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
      double seconds = -1;
      const auto [stop, error] = std::from_chars(text.data() + at, text.data() + end, seconds);
      if (error != std::errc() || stop != text.data() + end || !add(seconds)) return refused();
      at = text.find_first_not_of(" \t\r\n", end);
    }
  }
  std::sort(shots.begin(), shots.end());
  return shots;
}

std::string clock_time(const MediaTime& time) {
  const std::int64_t ms = time.ticks_in({1, 1000});
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

void print_issue(const Session& session, const SubtitleCheck& asked, const CueIssue& issue) {
  const std::string mended =
      issue.fixed ? " " + render(Message{"cues.is_mended", {}}, session.language) : std::string();
  session.print(fmt::format("{}:{} {} {}: {}{}", display_name(asked.file), display_name(issue.cue),
                            clock_time(issue.when.begin), issue.rule, render(issue.message, session.language), mended));
}

Json json_of(const Session& session, const CueIssue& issue) {
  return Json::object({{"cue", issue.cue},
                       {"rule", issue.rule},
                       {"message", render(issue.message, session.language)},
                       {"fixed", issue.fixed},
                       {"start", issue.when.begin.seconds()}});
}

Result<> write_mended(const Session& session, const SubtitleCheck& asked, CueCheckResult& result) {
  if (asked.fix.empty()) return {};
  complete_changed_cues(session.catalogue, result.changed, result.track);
  TRY_ASSIGN(const auto written, asked.format->write(result.track));
  TRY(write_text_file(asked.fix, written.value));
  for (const Message& note : written.notes) session.tell(note);
  return {};
}

}  // namespace

Result<> check_subtitles(Session& session, const SubtitleCheck& asked, CueTrack track) {
  const CueChecker& checker = *session.catalogue.cue_checker;
  CueCheckSettings settings;
  TRY_ASSIGN(settings.profile, profile_of(checker, asked.profile));
  TRY_ASSIGN(settings.shots, shots_of(asked.shots));
  settings.mend = !asked.fix.empty();
  settings.spelling = asked.spelling;
  CueCheckResult result = checker.check(std::move(track), settings);
  TRY(write_mended(session, asked, result));
  const auto fixed = std::count_if(result.issues.begin(), result.issues.end(), [](auto& issue) { return issue.fixed; });
  const auto left = std::ssize(result.issues) - fixed;
  if (left > 0) session.status = ExitStatus::answer_is_no;
  for (const Message& note : result.notes) session.tell(note);
  if (session.json) {
    Json issues = Json::empty_array();
    for (const CueIssue& issue : result.issues) issues.push_back(json_of(session, issue));
    session.print_json(Json::object({{"issues", std::move(issues)}}));
    return {};
  }
  for (const CueIssue& issue : result.issues) print_issue(session, asked, issue);
  const std::string file = display_name(asked.file);
  session.tell(result.issues.empty() ? Message{"cues.nothing_found", {{"file", file}}}
                                     : Message{"cues.summary",
                                               {{"file", file},
                                                {"left", static_cast<std::int64_t>(left)},
                                                {"fixed", static_cast<std::int64_t>(fixed)}}});
  return {};
}

}  // namespace integrart
