#include "pipeline/engine/flash_softening.h"

#include <algorithm>
#include <cmath>

namespace integrart {

namespace {

constexpr double seconds_around = 0.1;
constexpr double longest_allowed = 5;  // seconds: as the filter asks of long sequences

void add_stretch(double begin, double end, std::vector<TimeStretch>& stretches) {
  if (std::isfinite(begin) && std::isfinite(end) && end >= begin) stretches.push_back({begin, end});
}

std::vector<TimeStretch> stretches_by_rule(const Json& rules) {
  std::vector<TimeStretch> stretches;
  for (const auto& [id, rule] : rules.members()) {
    for (const Json& range : rule.at_or_null("ranges").items()) {
      const Json::Array& pair = range.items();
      if (pair.size() == 2) add_stretch(pair[0].number_or(NAN), pair[1].number_or(NAN), stretches);
    }
    const double seconds = rule.at_or_null("longest_seconds").number_or(0);
    const double begin = rule.at_or_null("begin").number_or(NAN);
    if (seconds > longest_allowed) add_stretch(begin, begin + seconds, stretches);
  }
  return stretches;
}

/// In order; what touches is one.
std::vector<TimeStretch> joined(std::vector<TimeStretch> stretches) {
  std::ranges::sort(stretches, {}, &TimeStretch::begin);
  std::vector<TimeStretch> apart;
  for (const TimeStretch& stretch : stretches) {
    if (!apart.empty() && stretch.begin <= apart.back().end)
      apart.back().end = std::max(apart.back().end, stretch.end);
    else
      apart.push_back(stretch);
  }
  return apart;
}

}  // namespace

std::vector<TimeStretch> flash_stretches(const Json& evidence) {
  return joined(stretches_by_rule(evidence.at_or_null("rules")));
}

Result<FlashSoftening> flash_softening(const Json& evidence, SofteningStyle style, int level,
                                       const FlashSoftening& before) {
  const Json& rules = evidence.at_or_null("rules");
  if (!rules.is_object()) return fail(Errc::internal, "engine.flashes_not_looked_for");
  std::vector<TimeStretch> stretches = flash_stretches(evidence);
  for (TimeStretch& stretch : stretches)
    stretch = {std::max(0.0, stretch.begin - seconds_around), stretch.end + seconds_around};
  stretches.insert(stretches.end(), before.stretches.begin(), before.stretches.end());
  return FlashSoftening{style, std::clamp(level, 1, most_softening), joined(std::move(stretches))};
}

}  // namespace integrart
