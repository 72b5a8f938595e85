// Cues stand in order of their starts.

#include <algorithm>
#include <array>
#include <numeric>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 1; i < sheet.size(); ++i)
    if (sheet.view(i).begin < sheet.view(i - 1).begin)
      issues.push_back(sheet.issue(i, "cue_order", "cues.cue_order", {{"other", sheet.cue(i - 1).id}}));
}

bool fix(CueSheet& sheet) {
  std::vector<std::size_t> order(sheet.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto earlier = [&](std::size_t a, std::size_t b) { return sheet.view(a).begin < sheet.view(b).begin; };
  if (std::is_sorted(order.begin(), order.end(), earlier)) return false;
  std::stable_sort(order.begin(), order.end(), earlier);
  sheet.arrange(order);
  return true;
}

constexpr auto broken = std::to_array<ExampleCue>({{4000, 6000, "to the river."}, {1000, 3000, "We walked down"}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "We walked down"}, {4000, 6000, "to the river."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_cue_order;
const CueRule cue_rule_cue_order{
    .id = "cue_order",
    .version = 1,
    .doc = {.summary = "Cues stand in order of their starts.",
            .details = "Sorted by start when mended; cues that start together keep their order.",
            .source = "https://www.w3.org/TR/webvtt1/#webvtt-cue-timings",
            .examples = {}},
    .explanation = "cues.cue_order_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
