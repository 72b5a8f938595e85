// Omission dots are written in one way.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<ShownEdit> dot_edits(std::string_view shown, const std::string& habit) {
  constexpr std::string_view character = "\u2026";
  std::vector<ShownEdit> edits;
  for (std::size_t at = 0; at < shown.size();) {
    if (shown.substr(at).starts_with(character)) {
      if (habit == "dots") edits.push_back({at, at + character.size(), "..."});
      at += character.size();
      continue;
    }
    std::size_t end = at;
    while (end < shown.size() && shown[end] == '.') ++end;
    const std::size_t dots = end - at;
    const bool after_mark = at > 0 && (shown[at - 1] == '?' || shown[at - 1] == '!');  // "Where?.."
    const bool in_number = at > 0 && is_digit(shown[at - 1]) && end < shown.size() && is_digit(shown[end]);
    const bool free = dots >= 2 && !after_mark && !in_number;
    if (free && habit == "character") edits.push_back({at, end, std::string(character)});
    if (free && habit == "dots" && dots > 3) edits.push_back({at, end, "..."});
    if (free && habit == "any" && dots > 3) edits.push_back({at, end, "..."});
    at = std::max(end, at + 1);
  }
  return edits;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (!dot_edits(sheet.view(i).shown, sheet.numbers().ellipsis).empty())
      issues.push_back(sheet.issue(i, "ellipsis", "cues.ellipsis"));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto edits = dot_edits(sheet.view(i).shown, sheet.numbers().ellipsis);
    if (edits.empty()) continue;
    sheet.edit_text(i, edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "I thought..."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "I thought…"}});
constexpr CueRuleExample example{.profile = "netflix", .broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_ellipsis;
const CueRule cue_rule_ellipsis{
    .id = "ellipsis",
    .version = 1,
    .doc = {.summary = "Omission dots are written in one way.",
            .details = "One character (U+2026) or two to three full stops by the habit of the house; never more than "
                       "three. \"?..\" and \"!..\" are proper in Slavic languages and stay.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.ellipsis_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
