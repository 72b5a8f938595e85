// Cues begin and end with the shot.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/timing/timing.h"

namespace integrart {
namespace {

/// Whether the start may move there: the cue stays, its neighbour keeps its least time, the order holds.
bool start_may_move(const CueSheet& sheet, std::size_t index, std::int64_t begin) {
  const CueView& view = sheet.view(index);
  if (view.start_is_fixed || !view.end) return false;
  if (*view.end - begin < std::min(least_duration(sheet), view.duration())) return false;
  if (index > 0) {
    const CueView& before = sheet.view(index - 1);
    if (before.begin >= begin || !before.end) return false;
    const bool clear = *before.end <= begin - gap(sheet);
    if (!clear && begin - gap(sheet) - before.begin < std::max<std::int64_t>(least_duration(sheet), 1)) return false;
  }
  return index + 1 >= sheet.size() || sheet.view(index + 1).begin > begin;
}

std::int64_t wanted_start(const CueSheet& sheet, std::size_t index) {
  const std::int64_t begin = start_by_shots(sheet, sheet.view(index).begin);
  return start_may_move(sheet, index, begin) ? begin : sheet.view(index).begin;
}

std::int64_t wanted_end(const CueSheet& sheet, std::size_t index) {
  const std::int64_t end = *sheet.view(index).end;
  const auto latest = latest_end(sheet, index);
  return latest && end > *latest ? end : settled_end(sheet, index, end);  // an overlap is another rule's business
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  if (!shot_rule(sheet)) return;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const CueView& view = sheet.view(i);
    const auto distance = [](std::int64_t a, std::int64_t b) { return static_cast<double>(a - b) / 1000; };
    if (const std::int64_t begin = wanted_start(sheet, i); begin != view.begin)
      issues.push_back(
          sheet.issue(i, "shot_change", "cues.shot_change_start", {{"seconds", distance(begin, view.begin)}}));
    if (!view.end || *view.end <= view.begin) continue;
    if (const std::int64_t end = wanted_end(sheet, i); end != *view.end)
      issues.push_back(sheet.issue(i, "shot_change", "cues.shot_change_end", {{"seconds", distance(end, *view.end)}}));
  }
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; shot_rule(sheet) && i < sheet.size(); ++i) {
    if (const std::int64_t begin = wanted_start(sheet, i); begin != sheet.view(i).begin) {
      sheet.set_begin(i, begin);
      changed = true;
    }
    const CueView& view = sheet.view(i);
    if (!view.end || *view.end <= view.begin) continue;
    if (const std::int64_t end = wanted_end(sheet, i); end != *view.end) {
      sheet.set_end(i, end);
      changed = true;
    }
  }
  return changed;
}

constexpr auto broken =
    std::to_array<ExampleCue>({{5120, 7000, "Look at that sky!"}, {8000, 9900, "I have never seen it so red."}});
constexpr auto mended =
    std::to_array<ExampleCue>({{5000, 7000, "Look at that sky!"}, {8000, 9920, "I have never seen it so red."}});
constexpr auto shots = std::to_array<std::int64_t>({5000, 10000});
constexpr CueRuleExample example{.profile = "netflix", .broken = broken, .mended = mended, .shots_ms = shots};

}  // namespace

extern const CueRule cue_rule_shot_change;
const CueRule cue_rule_shot_change{
    .id = "shot_change",
    .version = 1,
    .doc = {.summary = "Cues begin and end with the shot.",
            .details = "Within half a second (H) of a cut. Netflix: a start moves to the cut, or to H before it from "
                       "three quarters of H away; an end rests two frames before the cut. BBC: both on the cut. "
                       "Confirmed starts and cues with word times keep their start.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/360051554394",
            .examples = {}},
    .explanation = "cues.shot_change_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
