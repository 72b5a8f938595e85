// A cue stands long enough to be noticed.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/timing/timing.h"

namespace integrart {
namespace {

bool is_too_short(const CueSheet& sheet, std::size_t index) {
  const CueView& view = sheet.view(index);
  return view.end && *view.end > view.begin && view.duration() < least_duration(sheet);
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (is_too_short(sheet, i))
      issues.push_back(sheet.issue(i, "short_duration", "cues.short_duration",
                                   {{"seconds", static_cast<double>(sheet.view(i).duration()) / 1000},
                                    {"least", sheet.numbers().least_seconds}}));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (is_too_short(sheet, i) && lengthen(sheet, i, least_duration(sheet))) changed = true;
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 1400, "No!"}, {4000, 6000, "Never again."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 1833, "No!"}, {4000, 6000, "Never again."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_short_duration;
const CueRule cue_rule_short_duration{
    .id = "short_duration",
    .version = 1,
    .doc = {.summary = "A cue stands long enough to be noticed.",
            .details = "The end moves later, at most to the next cue.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.short_duration_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
