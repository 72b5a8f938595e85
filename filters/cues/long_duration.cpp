// A cue does not outstay its words.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  const double most = sheet.numbers().most_seconds;
  if (most <= 0) return;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    const double seconds = static_cast<double>(sheet.view(i).duration()) / 1000;
    if (seconds > most)
      issues.push_back(sheet.issue(i, "long_duration", "cues.long_duration", {{"seconds", seconds}, {"most", most}}));
  }
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 15000, "And then there was silence."}});
constexpr CueRuleExample example{.broken = broken};

}  // namespace

extern const CueRule cue_rule_long_duration;
const CueRule cue_rule_long_duration{
    .id = "long_duration",
    .version = 1,
    .doc = {.summary = "A cue does not outstay its words.",
            .details = "What is long because it is spoken or sung slowly is right: only a person can tell, so nothing "
                       "is cut off.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
            .examples = {}},
    .explanation = "cues.long_duration_why",
    .example = example,
    .check = check,
};

}  // namespace integrart
