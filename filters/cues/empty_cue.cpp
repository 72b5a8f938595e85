// A cue shows something.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

bool is_empty(const CueView& view) {
  for (const std::string& line : view.lines)
    for (std::size_t at = 0; at < line.size();) {
      if (line.compare(at, 2, "\u00a0") == 0)
        at += 2;
      else if (line[at] == ' ' || line[at] == '\t')
        ++at;
      else
        return false;
    }
  return true;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (is_empty(sheet.view(i))) issues.push_back(sheet.issue(i, "empty_cue", "cues.empty_cue"));
}

bool fix(CueSheet& sheet) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (!is_empty(sheet.view(i)) || has_confirmed_start(sheet.cue(i))) order.push_back(i);
  if (order.size() == sheet.size()) return false;
  sheet.arrange(order);
  return true;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 2000, "<i> </i>"}, {3000, 5000, "Good morning."}});
constexpr auto mended = std::to_array<ExampleCue>({{3000, 5000, "Good morning."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_empty_cue;
const CueRule cue_rule_empty_cue{
    .id = "empty_cue",
    .version = 1,
    .doc = {.summary = "A cue shows something.",
            .details = "Cues without a visible character are taken out, unless a person confirmed their start.",
            .source = "https://www.w3.org/TR/webvtt1/",
            .examples = {}},
    .explanation = "cues.empty_cue_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
