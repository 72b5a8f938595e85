// A cue ends after it starts.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/timing/timing.h"

namespace integrart {
namespace {

bool is_backwards(const CueView& view) {
  return view.end && *view.end <= view.begin;
}

std::int64_t mended_end(const CueSheet& sheet, std::size_t index) {
  constexpr std::int64_t least = 500;
  const std::int64_t wanted = std::max({least, least_duration(sheet), reading_time(sheet, index)});
  return settled_end(sheet, index, sheet.view(index).begin + wanted);
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (is_backwards(sheet.view(i))) issues.push_back(sheet.issue(i, "end_before_start", "cues.end_before_start"));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    if (!is_backwards(sheet.view(i))) continue;
    const std::int64_t end = mended_end(sheet, i);
    if (end <= sheet.view(i).begin) continue;
    sheet.set_end(i, end);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{3000, 1000, "Is anybody home?"}, {6000, 8000, "Yes, come in."}});
constexpr auto mended = std::to_array<ExampleCue>({{3000, 3833, "Is anybody home?"}, {6000, 8000, "Yes, come in."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_end_before_start;
const CueRule cue_rule_end_before_start{
    .id = "end_before_start",
    .version = 1,
    .doc = {.summary = "A cue ends after it starts.",
            .details = "The end is set to where the words can be read, at most to the next cue.",
            .source = "https://www.w3.org/TR/webvtt1/#webvtt-cue-timings",
            .examples = {}},
    .explanation = "cues.end_before_start_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
