// Lines are short enough to be taken in at a glance.

#include <algorithm>
#include <array>
#include <optional>

#include "filters/cues/lines/layout.h"
#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

std::size_t most_characters(const CueSheet& sheet) {
  return static_cast<std::size_t>(sheet.numbers().characters_per_line);
}
bool is_too_long(const CueSheet& sheet, std::size_t length) {
  return most_characters(sheet) > 0 && length > most_characters(sheet);
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const std::vector<std::size_t>& lengths = sheet.view(i).lengths;
    for (std::size_t line = 0; line < lengths.size(); ++line)
      if (is_too_long(sheet, lengths[line]))
        issues.push_back(sheet.issue(i, "line_length", "cues.line_length",
                                     {{"line", static_cast<std::int64_t>(line + 1)},
                                      {"characters", static_cast<std::int64_t>(lengths[line])},
                                      {"most", static_cast<std::int64_t>(most_characters(sheet))}}));
  }
}

std::optional<Layout> shorter_lines(const CueSheet& sheet, std::size_t index) {
  const CueView& view = sheet.view(index);
  const bool too_long = std::any_of(view.lengths.begin(), view.lengths.end(),
                                    [&](std::size_t length) { return is_too_long(sheet, length); });
  if (!too_long || !breaks_are_free(sheet, index)) return std::nullopt;
  const auto most = std::max(view.lines.size(), static_cast<std::size_t>(sheet.numbers().lines));
  for (std::size_t lines = view.lines.size(); lines <= std::min<std::size_t>(most, 3); ++lines)
    if (auto layout = best_layout(sheet, index, lines)) return layout;
  return std::nullopt;
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto layout = shorter_lines(sheet, i);
    if (!layout || layout->edits.empty()) continue;
    sheet.edit_text(i, layout->edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken =
    std::to_array<ExampleCue>({{1000, 6000, "When the snow melted, the whole village came out to the river."}});
constexpr auto mended =
    std::to_array<ExampleCue>({{1000, 6000, "When the snow melted,\nthe whole village came out to the river."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_line_length;
const CueRule cue_rule_line_length{
    .id = "line_length",
    .version = 1,
    .doc = {.summary = "Lines are short enough to be taken in at a glance.",
            .details = "Counted in grapheme clusters, without tags and bidirectional controls. Broken anew where that "
                       "is enough; a cue with too many words must be shortened or split by a person.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.line_length_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
