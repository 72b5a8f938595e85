// Between two cues there is the gap of the house, or a real pause.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/timing/timing.h"

namespace integrart {
namespace {

/// Where the end should move to; the end itself when the gap is right.
std::int64_t wanted_end(const CueSheet& sheet, std::size_t index) {
  const CueView& view = sheet.view(index);
  const auto next = sheet.next(index);
  const std::int64_t asked = gap(sheet);
  const auto close_below = static_cast<std::int64_t>(sheet.numbers().close_gap_seconds * 1000);
  if (!next || !view.end || *view.end <= view.begin) return view.end.value_or(0);
  const std::int64_t between = sheet.view(*next).begin - *view.end;
  if (between < 0 || between == asked || between >= std::max(asked, close_below)) return *view.end;
  const std::int64_t end = settled_end(sheet, index, sheet.view(*next).begin - asked);
  const auto most = static_cast<std::int64_t>(sheet.numbers().most_seconds * 1000);
  const bool too_long = most > 0 && end > *view.end && end - view.begin > most;
  const bool too_short = end < *view.end && end - view.begin < std::min(least_duration(sheet), view.duration());
  return too_long || too_short || end <= view.begin ? *view.end : end;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const CueView& view = sheet.view(i);
    if (!view.end || wanted_end(sheet, i) == *view.end) continue;
    const std::int64_t between = sheet.view(*sheet.next(i)).begin - *view.end;
    issues.push_back(
        sheet.issue(i, "gap", between < gap(sheet) ? "cues.gap_small" : "cues.gap_jerky",
                    {{"seconds", static_cast<double>(between) / 1000}, {"wanted", sheet.numbers().gap_seconds}}));
  }
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const CueView& view = sheet.view(i);
    if (!view.end) continue;
    const std::int64_t end = wanted_end(sheet, i);
    if (end == *view.end) continue;
    sheet.set_end(i, end);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "First we pack,"}, {3300, 5000, "then we go."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3220, "First we pack,"}, {3300, 5000, "then we go."}});
constexpr CueRuleExample example{.profile = "netflix", .broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_gap;
const CueRule cue_rule_gap{
    .id = "gap",
    .version = 1,
    .doc = {.summary = "Between two cues there is the gap of the house, or a real pause.",
            .details = "Netflix asks for two frames and closes shorter pauses than half a second to them; the BBC asks "
                       "for none, or at least a second. Only ends move.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.gap_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
