#include "filters/cues/sheet/checking.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/spelling/dictionary.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/text.h"

namespace integrart {

std::span<const EmbeddedFile> cue_profile_files();

namespace {

// Every fix only ever moves towards what all rules ask, so a few rounds settle; the bound is for what nobody thought
// of.
constexpr int most_rounds = 30;

using Rules = std::span<const CueRule* const>;

std::vector<CueIssue> issues_of(Rules rules, const CueProfile& profile, const CueSheet& sheet) {
  std::vector<CueIssue> issues;
  for (const CueRule* rule : rules)
    if (profile.asks(rule->id)) rule->check(sheet, issues);
  return issues;
}

/// Applies all fixes until nothing changes. Gives what the rules found on the way: sorting cues can bring to light what
/// was not there before.
std::vector<CueIssue> apply_fixes(Rules rules, const CueProfile& profile, CueSheet& sheet) {
  std::vector<CueIssue> met;
  for (int round = 0; round < most_rounds; ++round) {
    bool changed = false;
    for (const CueRule* rule : rules) {
      if (rule->fix == nullptr || !profile.asks(rule->id)) continue;
      std::vector<CueIssue> found;
      if (round == 0) rule->check(sheet, found);
      if (!rule->fix(sheet)) continue;
      changed = true;
      std::move(found.begin(), found.end(), std::back_inserter(met));
    }
    if (!changed) break;
  }
  return met;
}

/// By their place in the track as it was found; cues of equal start keep the order of the rules.
void sort_by_time(std::vector<CueIssue>& issues) {
  std::stable_sort(issues.begin(), issues.end(),
                   [](const CueIssue& a, const CueIssue& b) { return a.when.begin < b.when.begin; });
}

/// What was found before and is gone, marked as fixed, and what is there now.
std::vector<CueIssue> before_and_after(std::vector<CueIssue> before, std::vector<CueIssue> after) {
  std::set<std::pair<std::string, std::string>> left;
  for (const CueIssue& issue : after) left.emplace(issue.cue, issue.rule);
  std::set<std::pair<std::string, std::string>> told;
  for (CueIssue& issue : before) {
    if (left.contains({issue.cue, issue.rule}) || !told.emplace(issue.cue, issue.rule).second) continue;
    issue.fixed = true;
    after.push_back(std::move(issue));
  }
  return after;
}

}  // namespace

CueCheckResult check_cues(Rules rules, CueTrack track, const CueCheckSettings& settings) {
  CueSheet sheet(std::move(track), settings);
  CueCheckResult result;
  result.issues = issues_of(rules, settings.profile, sheet);
  if (settings.mend && settings.profile.mends) {
    for (CueIssue& issue : apply_fixes(rules, settings.profile, sheet)) result.issues.push_back(std::move(issue));
    result.issues = before_and_after(std::move(result.issues), issues_of(rules, settings.profile, sheet));
  }
  sort_by_time(result.issues);
  if (settings.spelling && settings.profile.asks("spelling") && !Dictionary::open(sheet.language()))
    result.notes.push_back({"cues.spelling_not_checked", {{"language", sheet.language().text()}}});
  result.track = sheet.track();
  result.changed.assign(sheet.changed().begin(), sheet.changed().end());
  return result;
}

Result<CueProfile> cue_profile(std::string_view id) {
  std::string known;
  for (const EmbeddedFile& file : cue_profile_files()) {
    const std::string_view name = file.path.substr(0, file.path.rfind('.'));
    if (name == id) {
      TRY_ASSIGN(const Json json, parse_json(file.bytes));
      return CueProfile::from_json(json);
    }
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  return fail(Errc::not_found, "cues.profile_unknown", {{"profile", display_name(id)}, {"known", known}});
}

Result<std::string> fingerprint_of(Rules rules, std::string_view profile) {
  TRY(cue_profile(profile));
  std::string all;
  for (const CueRule* rule : rules) all += fmt::format("{}/{}\n", rule->id, rule->version);
  for (const EmbeddedFile& file : cue_profile_files())
    if (file.path.substr(0, file.path.rfind('.')) == profile) all += file.bytes;
  return digest_of(all).hex();
}

}  // namespace integrart
