// A cue ends before the next one begins.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/timing/timing.h"

namespace integrart {
namespace {

/// Milliseconds that two cues in the same place are shown together; 0 when they are not.
std::int64_t overlap_of(const CueSheet& sheet, std::size_t index) {
  const auto next = sheet.next(index);
  const CueView& view = sheet.view(index);
  if (!next || (view.end && *view.end <= view.begin)) return 0;
  if (!view.end) return 0;  // it is meant to stay
  return std::max<std::int64_t>(0, *view.end - sheet.view(*next).begin);
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (const std::int64_t shared = overlap_of(sheet, i); shared > 0)
      issues.push_back(
          sheet.issue(i, "overlap", "cues.overlap",
                      {{"seconds", static_cast<double>(shared) / 1000}, {"other", sheet.cue(*sheet.next(i)).id}}));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    if (overlap_of(sheet, i) == 0) continue;
    const CueView& view = sheet.view(i);
    const std::int64_t latest = *latest_end(sheet, i);
    const std::int64_t least = std::max<std::int64_t>(1, std::min(least_duration(sheet), view.duration()));
    if (latest - view.begin < least) continue;
    sheet.set_end(i, settled_end(sheet, i, latest));
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 4500, "Wait for me"}, {4000, 6000, "at the corner."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 4000, "Wait for me"}, {4000, 6000, "at the corner."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_overlap;
const CueRule cue_rule_overlap{
    .id = "overlap",
    .version = 1,
    .doc = {.summary = "A cue ends before the next one begins.",
            .details = "Cues in different places of the picture may stand together. The earlier one is shortened "
                       "unless too little of it would be left.",
            .source = "https://www.w3.org/TR/webvtt1/",
            .examples = {}},
    .explanation = "cues.overlap_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
