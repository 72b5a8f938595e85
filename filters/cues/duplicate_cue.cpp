// The same words do not stand twice at the same time.

#include <array>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {
namespace {

constexpr std::size_t farthest = 4;  // cues apart

bool stands_twice(const CueSheet& sheet, std::size_t a, std::size_t b) {
  const CueView& first = sheet.view(a);
  const CueView& second = sheet.view(b);
  if (first.shown != second.shown || sheet.cue(a).placement != sheet.cue(b).placement) return false;
  const bool before = first.end && *first.end <= second.begin && first.begin != second.begin;
  const bool after = second.end && *second.end <= first.begin && first.begin != second.begin;
  return !before && !after;
}

/// The later cue of a pair and its earlier one.
template <class Each>
void for_each_pair(const CueSheet& sheet, Each&& each) {
  for (std::size_t b = 1; b < sheet.size(); ++b)
    for (std::size_t a = b > farthest ? b - farthest : 0; a < b; ++a)
      if (stands_twice(sheet, a, b)) {
        each(a, b);
        break;
      }
}

void check(const CueSheet& sheet, std::vector<CueIssue>& issues) {
  for_each_pair(sheet, [&](std::size_t a, std::size_t b) {
    issues.push_back(sheet.issue(b, "duplicate_cue", "cues.duplicate_cue", {{"other", sheet.cue(a).id}}));
  });
}

bool fix(CueSheet& sheet) {
  std::vector<bool> dropped(sheet.size(), false);
  for_each_pair(sheet, [&](std::size_t a, std::size_t b) {
    if (dropped[a]) return;
    const bool keep_later = has_confirmed_start(sheet.cue(b));
    if (keep_later && has_confirmed_start(sheet.cue(a))) return;
    const std::size_t kept = keep_later ? b : a;
    const CueView& other = sheet.view(keep_later ? a : b);
    if (other.end && sheet.view(kept).end && *other.end > *sheet.view(kept).end) sheet.set_end(kept, *other.end);
    dropped[keep_later ? a : b] = true;
  });
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < sheet.size(); ++i)
    if (!dropped[i]) order.push_back(i);
  if (order.size() == sheet.size()) return false;
  sheet.arrange(order);
  return true;
}

constexpr auto broken = std::to_array<ExampleCue>({{1000, 3000, "Come in!"}, {1500, 3500, "Come in!"}});
constexpr auto mended = std::to_array<ExampleCue>({{1000, 3500, "Come in!"}});
constexpr CueRuleExample example{.broken = broken, .mended = mended};

}  // namespace

extern const CueRule cue_rule_duplicate_cue;
const CueRule cue_rule_duplicate_cue{
    .id = "duplicate_cue",
    .version = 1,
    .doc = {.summary = "The same words do not stand twice at the same time.",
            .details = "Only cues that overlap count: a chorus sung again is no duplicate. One of the two stays, a "
                       "confirmed one first, until the later end.",
            .source = "https://www.w3.org/TR/webvtt1/",
            .examples = {}},
    .explanation = "cues.duplicate_cue_why",
    .example = example,
    .check = check,
    .fix = fix,
};

}  // namespace integrart
