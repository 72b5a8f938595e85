// There is time enough to read a cue.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"
#include "filters/cues/timing/timing.h"

namespace integrart {
namespace {

constexpr std::int64_t most_lingering = 1500;  // an end is not more than 1.5 s after the speech (BBC 6.4)

bool is_too_fast(const CueSheet& sheet, std::size_t index) {
  const CueView& view = sheet.view(index);
  return view.end && *view.end > view.begin && reading_time(sheet, index) > view.duration();
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    if (!is_too_fast(sheet, i)) continue;
    const CueView& view = sheet.view(i);
    issues.push_back(sheet.issue(i, "reading_speed", "cues.reading_speed",
                                 {{"seconds", static_cast<double>(view.duration()) / 1000},
                                  {"wanted", static_cast<double>(reading_time(sheet, i)) / 1000}}));
  }
}

bool fix(CueSheet& sheet) {
  if (sheet.is_lyrics()) return false;  // words that are sung stand as long as they sound
  bool changed = false;
  for (std::size_t i = 0; i < sheet.size(); ++i) {
    if (!is_too_fast(sheet, i)) continue;
    const std::int64_t wanted = reading_time(sheet, i);
    const auto most = static_cast<std::int64_t>(sheet.numbers().most_seconds * 1000);
    if (wanted - sheet.view(i).duration() > most_lingering || (most > 0 && wanted > most)) continue;
    if (lengthen(sheet, i, wanted)) changed = true;
  }
  return changed;
}

constexpr auto broken = std::to_array<ExampleCue>(
    {{1000, 2500, "My grandmother kept the seeds in a jar."}, {6000, 8000, "We planted them here."}});
constexpr auto mended = std::to_array<ExampleCue>(
    {{1000, 2950, "My grandmother kept the seeds in a jar."}, {6000, 8000, "We planted them here."}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_reading_speed;
const CueRule cue_rule_reading_speed{
    .id = "reading_speed",
    .version = 1,
    .doc = {.summary = "There is time enough to read a cue.",
            .details = "Characters per second with spaces, or words per minute. The end may linger up to 1.5 seconds "
                       "where there is room; lyrics are never touched.",
            .source = "https://partnerhelp.netflixstudios.com/hc/en-us/articles/360051554394",
            .examples = {}},
    .explanation = "cues.reading_speed_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
