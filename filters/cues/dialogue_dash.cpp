// Dashes before speakers are written in one way.

#include <array>
#include <optional>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"

namespace integrart {
namespace {

/// A line that begins with a dash and words.
struct DashedLine {
  std::size_t begin = 0;  // of the dash, in the shown text
  std::size_t end = 0;    // behind it and the spaces that follow
  std::string dash;
  bool spaced = false;
};

std::optional<DashedLine> dashed_line(std::string_view shown, std::size_t begin) {
  std::string_view rest = shown.substr(begin);
  if (rest.empty()) return std::nullopt;
  const char32_t first = take_code_point(rest);
  if (!is_dash(first)) return std::nullopt;
  DashedLine line;
  line.begin = begin;
  line.dash = utf8_of(first);
  while (rest.starts_with(' ') || rest.starts_with("\u00a0")) {
    line.spaced = true;
    rest.remove_prefix(rest.starts_with(' ') ? 1 : 2);
  }
  line.end = shown.size() - rest.size();
  const bool number = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
  if (rest.empty() || rest.front() == '\n' || (number && !line.spaced)) return std::nullopt;
  return line;
}

/// The edits that make the dashes of a dialogue follow the house's habit, or each other.
std::vector<ShownEdit> dash_edits(std::string_view shown, const std::string& habit) {
  const std::size_t second_begin = shown.find('\n');
  if (second_begin == std::string_view::npos || shown.find('\n', second_begin + 1) != std::string_view::npos) return {};
  const auto first = dashed_line(shown, 0);
  const auto second = dashed_line(shown, second_begin + 1);
  if (!second || (!first && habit != "second")) return {};
  std::string wanted = first ? std::string(shown.substr(first->begin, first->end - first->begin)) : "-";
  if (habit == "both" || habit == "second") wanted = "-";
  if (habit == "both_spaced") wanted = "- ";
  if (!first && second->dash != "-") return {};  // a line that goes on after a dash
  std::vector<ShownEdit> edits;
  const auto want = [&](const DashedLine& line, const std::string& with) {
    if (shown.substr(line.begin, line.end - line.begin) != with) edits.push_back({line.begin, line.end, with});
  };
  if (first) want(*first, habit == "second" ? "" : wanted);
  want(*second, wanted);
  return edits;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  if (sheet.is_lyrics()) return;
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (!dash_edits(sheet.view(i).shown, sheet.numbers().dashes).empty())
      issues.push_back(sheet.issue(i, "dialogue_dash", "cues.dialogue_dash"));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; !sheet.is_lyrics() && i < sheet.size(); ++i) {
    const auto edits = dash_edits(sheet.view(i).shown, sheet.numbers().dashes);
    if (edits.empty()) continue;
    sheet.edit_text(i, edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "- Are you coming?\n-In a minute."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "- Are you coming?\n- In a minute."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_dialogue_dash;
const CueRule cue_rule_dialogue_dash{
    .id = "dialogue_dash",
    .version = 1,
    .doc = {.summary = "Dashes before speakers are written in one way.",
            .details = "By the habit of the house and language; without one, both lines of a dialogue are written "
                       "alike. A single dashed line may be no dialogue and is left alone.",
            .source = "https://github.com/SubtitleEdit/subtitleedit",
            .examples = {}},
    .explanation = "cues.dialogue_dash_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
