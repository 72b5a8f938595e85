// A line does not end with a word that belongs to the next.

#include <array>
#include <optional>

#include "filters/cues/lines/layout.h"
#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

/// A layout in as many lines that leaves fewer words behind; none when there is none.
std::optional<Layout> better_breaks(const CueSheet& sheet, std::size_t index) {
  if (sheet.view(index).lines.size() < 2 || !breaks_are_free(sheet, index)) return std::nullopt;
  const std::size_t left_behind = words_left_behind(sheet, index).size();
  if (left_behind == 0) return std::nullopt;
  auto layout = best_layout(sheet, index, sheet.view(index).lines.size());
  if (!layout || layout->left_behind >= left_behind || layout->edits.empty()) return std::nullopt;
  return layout;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (better_breaks(sheet, i))
      issues.push_back(
          sheet.issue(i, "line_break", "cues.line_break", {{"word", words_left_behind(sheet, i).front()}}));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto layout = better_breaks(sheet, i);
    if (!layout) continue;
    sheet.edit_text(i, layout->edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 4000, "Mieszkam teraz w\nKrakowie z siostrą."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 4000, "Mieszkam teraz\nw Krakowie z siostrą."}});
constexpr CueRuleExample example{.language = "pl", .broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_line_break;
const CueRule cue_rule_line_break{
    .id = "line_break",
    .version = 1,
    .doc = {.summary = "A line does not end with a word that belongs to the next.",
            .details = "One-letter words of Polish and Ukrainian, articles and conjunctions go down with what they "
                       "belong to. Reported only when a better break exists.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.line_break_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
