// A sentence that goes on in the next cue is marked as the language does.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/sheet/letters.h"

namespace integrart {
namespace {

bool ends_with_dots(std::string_view shown) {
  return shown.ends_with("...") || shown.ends_with("…");
}
bool begins_with_dots(std::string_view shown) {
  return shown.starts_with("...") || shown.starts_with("…");
}
bool begins_small(std::string_view shown) {
  if (shown.empty()) return false;
  const char32_t first = take_code_point(shown);
  return (first >= U'a' && first <= U'z') || (first >= U'а' && first <= U'ґ');
}
bool is_open(std::string_view shown) {
  if (shown.empty()) return false;
  const char last = shown.back();
  return (last >= 'a' && last <= 'z') || static_cast<unsigned char>(last) >= 0x80;
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  constexpr std::int64_t longest_pause = 2000;  // a pause of two seconds asks for dots everywhere
  const std::string& habit = sheet.numbers().run_on;
  if (habit == "any" || sheet.is_lyrics()) return;
  for (std::size_t i = 0; i + 1 < sheet.size(); ++i) {
    const CueView& view = sheet.view(i);
    const CueView& following = sheet.view(i + 1);
    if (!view.end || following.begin < view.begin || following.begin - *view.end >= longest_pause) continue;
    if (habit == "none" && ends_with_dots(view.shown) && begins_with_dots(following.shown))
      issues.push_back(sheet.issue(i, "sentence_run_on", "cues.run_on_without_dots"));
    if (habit == "ellipsis" && is_open(view.shown) && !ends_with_dots(view.shown) && begins_small(following.shown))
      issues.push_back(sheet.issue(i, "sentence_run_on", "cues.run_on_with_dots"));
  }
}

constexpr auto broken = std::to_array<ExampleCue>(
    {{1000, 3000, "When I was young, we walked..."}, {3100, 5000, "...to school every day."}});
constexpr CueRuleExample example{.profile = "netflix", .broken = broken};

}  // namespace

extern const CueRule cue_rule_sentence_run_on;
const CueRule cue_rule_sentence_run_on{
    .id = "sentence_run_on",
    .version = 1,
    .doc = {.summary = "A sentence that goes on in the next cue is marked as the language does.",
            .details = "Dutch puts an ellipsis at the break on both sides, most others none. Only a person sees "
                       "whether the sentence really goes on.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215350158",
            .examples = {}},
    .explanation = "cues.sentence_run_on_why",
    .example = example,
    .check = check,
};

}  // namespace integrart
