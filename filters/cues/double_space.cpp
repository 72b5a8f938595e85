// No spare white space.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/// Runs of white space that are more than one space or one line break.
std::vector<ShownEdit> spare(std::string_view shown) {
  std::vector<ShownEdit> edits;
  for (std::size_t at = 0; at < shown.size();) {
    if (!is_space(shown[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < shown.size() && is_space(shown[end])) ++end;
    const std::string_view run = shown.substr(at, end - at);
    std::string_view wanted = run.find('\n') != std::string_view::npos ? "\n" : " ";
    if (at == 0 || end == shown.size()) wanted = "";
    if (run != wanted) edits.push_back({at, end, std::string(wanted)});
    at = end;
  }
  return edits;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (!spare(sheet.view(i).shown).empty()) issues.push_back(sheet.issue(i, "double_space", "cues.double_space"));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto edits = spare(sheet.view(i).shown);
    if (edits.empty()) continue;
    sheet.edit_text(i, edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "Where  are you\n going? "}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "Where are you\ngoing?"}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_double_space;
const CueRule cue_rule_double_space{
    .id = "double_space",
    .version = 1,
    .doc = {.summary = "No double spaces, no spaces at the ends of lines, no empty lines.",
            .details = "No-break spaces are meant and stay.",
            .source = "https://docs.weblate.org/en/latest/user/checks.html#double-space",
            .examples = {}},
    .explanation = "cues.double_space_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
