// Music marks enclose what is sung.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"

namespace integrart {
namespace {

/// The marks at both ends of a cue; 0 where there is none. A '#' counts with a space beside it: others are hashtags.
struct Marks {
  char32_t first = 0;
  char32_t last = 0;
  bool has_words = false;
};

Marks marks_of(std::string_view shown) {
  Marks marks;
  bool first = true;
  char32_t before_last = 0, last = 0;
  while (!shown.empty()) {
    const char32_t point = take_code_point(shown);
    const bool hashtag = point == U'#' && !shown.empty() && shown.front() != ' ';
    if (first && is_music_mark(point) && !hashtag) marks.first = point;
    first = false;
    before_last = last;
    last = point;
    marks.has_words |= !is_music_mark(point) && point != U' ' && point != U'\n';
  }
  if (is_music_mark(last) && (last != U'#' || before_last == U' ')) marks.last = last;
  return marks;
}

std::vector<ShownEdit> mark_edits(const CueSheet& sheet, std::size_t index) {
  const std::string& habit = sheet.numbers().music;
  if (habit == "any") return {};
  const std::string& shown = sheet.view(index).shown;
  const Marks marks = marks_of(shown);
  if (!marks.has_words) return {};
  if (habit == "enclosed") {
    if (marks.first != 0 && marks.first != U'#' && marks.last == 0)
      return {{shown.size(), shown.size(), " " + utf8_of(marks.first)}};
    if (marks.last != 0 && marks.last != U'#' && marks.first == 0) return {{0, 0, utf8_of(marks.last) + " "}};
    return {};
  }
  const bool goes_on = index + 1 < sheet.size() && marks_of(sheet.view(index + 1).shown).first != 0;
  if (marks.first == 0 || marks.last != 0 || goes_on) return {};
  return {{shown.size(), shown.size(), " " + utf8_of(marks.first)}};
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (!mark_edits(sheet, i).empty()) issues.push_back(sheet.issue(i, "music_mark", "cues.music_mark"));
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto edits = mark_edits(sheet, i);
    if (edits.empty()) continue;
    sheet.edit_text(i, edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "♪ The river knows my name"}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3000, "♪ The river knows my name ♪"}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_music_mark;
const CueRule cue_rule_music_mark{
    .id = "music_mark",
    .version = 1,
    .doc = {.summary = "Music marks enclose what is sung.",
            .details = "A cue with a note at one end only gets the same at the other. By the BBC every cue of a song "
                       "begins with the mark and the last one also ends with it.",
            .source = "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/#Music",
            .examples = {}},
    .explanation = "cues.music_mark_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
