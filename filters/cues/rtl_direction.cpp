// Lines of right-to-left writing keep their order.

#include <algorithm>
#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"

namespace integrart {
namespace {

struct Line {
  std::size_t begin = 0;  // of the shown text
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view shown) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin <= shown.size();) {
    const std::size_t end = std::min(shown.find('\n', begin), shown.size());
    lines.push_back({begin, shown.substr(begin, end - begin)});
    begin = end + 1;
  }
  return lines;
}

bool sets_direction(char32_t point) {
  return point == 0x200F || point == 0x061C || point == 0x202B || point == 0x202E || point == 0x2067;
}
bool ends_sentences(char32_t point) {
  return std::u32string_view(U".!?,:;\u060C\u061B\u061F\u2026").find(point) != std::u32string_view::npos;
}

/// WebVTT gives every line the direction of its first strong letter (unicode-bidi: plaintext).
struct Beginning {
  bool latin_first = false;        // although letters from right to left follow
  bool punctuation_first = false;  // which stands at the right end and was meant for the left
};
Beginning beginning_of(std::string_view line) {
  Beginning found;
  bool strong = false, right_to_left = false, first = true, punctuation = false;
  while (!line.empty()) {
    const char32_t point = take_code_point(line);
    if (!strong && sets_direction(point)) return {};
    if (first) punctuation = ends_sentences(point);
    first = false;
    if (is_right_to_left(point)) right_to_left = true;
    if (strong || !(is_latin(point) || is_cyrillic(point) || is_right_to_left(point))) continue;
    strong = true;
    found.latin_first = !is_right_to_left(point);
  }
  found.latin_first = found.latin_first && right_to_left;
  found.punctuation_first = punctuation && right_to_left;
  return found;
}

std::vector<ShownEdit> marks_for(const CueSheet& sheet, std::size_t index) {
  std::vector<ShownEdit> edits;
  if (!sheet.language().is_right_to_left()) return edits;
  for (const Line& line : lines_of(sheet.view(index).shown))
    if (beginning_of(line.text).latin_first) edits.push_back({line.begin, line.begin, "\u200F"});
  return edits;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  if (!sheet.language().is_right_to_left()) return;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    Beginning found;
    for (const Line& line : lines_of(sheet.view(i).shown)) {
      const Beginning beginning = beginning_of(line.text);
      found.latin_first |= beginning.latin_first;
      found.punctuation_first |= beginning.punctuation_first;
    }
    if (found.latin_first) issues.push_back(sheet.issue(i, "rtl_direction", "cues.rtl_latin_first"));
    if (found.punctuation_first) issues.push_back(sheet.issue(i, "rtl_direction", "cues.rtl_punctuation_first"));
  }
}

bool fix(CueSheet& sheet) {
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const auto edits = marks_for(sheet, i);
    if (edits.empty()) continue;
    sheet.edit_text(i, edits);
    changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 4000, "YouTube هو موقع فيديو."}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 4000, "&rlm;YouTube هو موقع فيديو."}});
constexpr CueRuleExample example{.language = "ar", .broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_rtl_direction;
const CueRule cue_rule_rtl_direction{
    .id = "rtl_direction",
    .version = 1,
    .doc = {.summary = "Lines of right-to-left writing keep their order.",
            .details =
                "A line that begins with a Latin word is laid out from left to right: a right-to-left mark is put "
                "before it. Sentence marks at the start of a line are pointed out only, for text is never reordered.",
            .source = "https://www.w3.org/TR/webvtt1/#applying-css-properties",
            .examples = {}},
    .explanation = "cues.rtl_direction_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
