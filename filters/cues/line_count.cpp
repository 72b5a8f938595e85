// No more lines than fit under the picture.

#include <array>

#include "filters/cues/lines/layout.h"
#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

std::size_t most_lines(const CueSheet& sheet) {
  return static_cast<std::size_t>(sheet.numbers().lines);
}
bool has_too_many(const CueSheet& sheet, std::size_t index) {
  return most_lines(sheet) > 0 && sheet.view(index).lines.size() > most_lines(sheet);
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (has_too_many(sheet, i))
      issues.push_back(sheet.issue(i, "line_count", "cues.line_count",
                                   {{"lines", static_cast<std::int64_t>(sheet.view(i).lines.size())},
                                    {"most", static_cast<std::int64_t>(most_lines(sheet))}}));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    if (!has_too_many(sheet, i) || !breaks_are_free(sheet, i)) continue;
    const auto layout = best_layout(sheet, i, most_lines(sheet));
    if (!layout || layout->edits.empty()) continue;
    sheet.edit_text(i, layout->edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken =
    std::to_array<ExampleCue>({{1000, 5000, "We took the night train\nfrom Lviv\nand did not sleep."}});
constexpr auto mended =
    std::to_array<ExampleCue>({{1000, 5000, "We took the night train from Lviv\nand did not sleep."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_line_count;
const CueRule cue_rule_line_count{
    .id = "line_count",
    .version = 1,
    .doc = {.summary = "No more lines than fit under the picture.",
            .details = "Lines are joined where they fit; dialogue, lyrics and music keep their lines.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.line_count_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
