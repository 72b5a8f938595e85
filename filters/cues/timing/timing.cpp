#include "filters/cues/timing/timing.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

std::int64_t milliseconds(double seconds) {
  return std::llround(seconds * 1000);
}

/// The cut that is nearest to `time`; a far one when there is none.
std::int64_t nearest_cut(const CueSheet& sheet, std::int64_t time) {
  const auto after = std::lower_bound(sheet.shots().begin(), sheet.shots().end(), time);
  std::int64_t best = std::numeric_limits<std::int64_t>::min() / 2;
  if (after != sheet.shots().end()) best = *after;
  if (after != sheet.shots().begin() && time - *(after - 1) <= std::abs(best - time)) best = *(after - 1);
  return best;
}

}  // namespace

std::int64_t reading_time(const CueSheet& sheet, std::size_t index) {
  const CueNumbers& numbers = sheet.numbers();
  const CueView& view = sheet.view(index);
  double seconds = 0;
  if (numbers.characters_per_second > 0)
    seconds = static_cast<double>(view.characters()) / numbers.characters_per_second;
  if (numbers.words_per_minute > 0) {
    const auto words = static_cast<double>(word_ranges(view.shown, sheet.language()).size());
    seconds = std::max(seconds, words * 60 / numbers.words_per_minute);
  }
  return static_cast<std::int64_t>(std::ceil(seconds * 1000 - 1e-6));
}

std::int64_t least_duration(const CueSheet& sheet) {
  return milliseconds(sheet.numbers().least_seconds);
}
std::int64_t gap(const CueSheet& sheet) {
  return milliseconds(sheet.numbers().gap_seconds);
}

std::optional<std::int64_t> latest_end(const CueSheet& sheet, std::size_t index) {
  const auto next = sheet.next(index);
  if (!next) return std::nullopt;
  return sheet.view(*next).begin - gap(sheet);
}

std::int64_t settled_end(const CueSheet& sheet, std::size_t index, std::int64_t wanted) {
  const auto latest = latest_end(sheet, index);
  if (latest) wanted = std::min(wanted, *latest);
  const std::int64_t placed = end_by_shots(sheet, sheet.view(index).begin, wanted);
  return latest && placed > *latest ? wanted : placed;
}

bool lengthen(CueSheet& sheet, std::size_t index, std::int64_t wanted) {
  const CueView& view = sheet.view(index);
  if (!view.end || *view.end < view.begin || view.duration() >= wanted) return false;
  const std::int64_t end = settled_end(sheet, index, view.begin + wanted);
  if (end <= *view.end) return false;
  sheet.set_end(index, end);
  return true;
}

std::optional<ShotRule> shot_rule(const CueSheet& sheet) {
  const CueNumbers& numbers = sheet.numbers();
  if (numbers.shots == "any" || sheet.shots().empty()) return std::nullopt;
  const double frame = 1000 / numbers.frames_per_second;
  const std::int64_t half_a_second = std::llround(std::floor(numbers.frames_per_second / 2) * frame);
  if (numbers.shots == "netflix") return ShotRule{half_a_second, std::llround(2 * frame), true};
  return ShotRule{half_a_second, 0, false};
}

std::int64_t start_by_shots(const CueSheet& sheet, std::int64_t start) {
  const auto rule = shot_rule(sheet);
  if (!rule) return start;
  const std::int64_t cut = nearest_cut(sheet, start);
  const std::int64_t distance = start - cut;
  if (distance == 0 || std::abs(distance) >= rule->near) return start;
  const bool pulls_away = rule->keeps_off && distance < 0 && -distance * 4 >= rule->near * 3;
  return pulls_away ? std::max<std::int64_t>(cut - rule->near, 0) : cut;
}

std::int64_t end_by_shots(const CueSheet& sheet, std::int64_t begin, std::int64_t end) {
  const auto rule = shot_rule(sheet);
  if (!rule) return end;
  const std::int64_t cut = nearest_cut(sheet, end);
  if (std::abs(end - cut) >= rule->near) return end;
  const std::int64_t placed = cut - rule->before_cut;
  // Never for a cue that would be gone too soon; of two cuts close together the nearer one decides once.
  if (placed - begin < least_duration(sheet) || placed == end) return end;
  if (std::abs(nearest_cut(sheet, placed) - placed) != rule->before_cut) return end;
  return placed;
}

}  // namespace integrart
