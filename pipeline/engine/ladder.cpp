#include "pipeline/engine/ladder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace integrart {

namespace {

int even(double value) {
  return std::max(2, 2 * static_cast<int>(std::lround(value / 2)));
}

PlannedRung sized(const Rung& rung, const VideoFacts& video) {
  const double scale = static_cast<double>(rung.short_side) / std::min(video.width, video.height);
  return {rung, even(video.width * scale), even(video.height * scale)};
}

/// The rung at the picture's own size; its rate cap shrinks with the number of pixels.
PlannedRung at_own_size(Rung rung, const VideoFacts& video) {
  const int short_side = even(std::min(video.width, video.height) - 0.5);
  const double pixels = std::pow(static_cast<double>(short_side) / rung.short_side, 2);
  rung.max_bitrate_kbps = std::max(200, static_cast<int>(std::lround(rung.max_bitrate_kbps * pixels)));
  rung.short_side = short_side;
  rung.id = fmt::format("{}p", short_side);
  return sized(rung, video);
}

}  // namespace

Noted<std::vector<PlannedRung>> fit_ladder(const std::vector<Rung>& ladder, const VideoFacts& video) {
  constexpr double loss_accepted = 0.85;
  std::vector<Rung> by_size = ladder;
  std::stable_sort(by_size.begin(), by_size.end(),
                   [](const Rung& a, const Rung& b) { return a.short_side > b.short_side; });
  const int own = std::min(video.width, video.height);
  Noted<std::vector<PlannedRung>> result;
  const Rung* smallest_dropped = nullptr;
  for (const Rung& rung : by_size) {
    if (rung.short_side > own) {
      smallest_dropped = &rung;
      result.notes.push_back({"engine.rung_dropped", {{"rung", rung.id}, {"short_side", std::int64_t{own}}}});
    } else {
      result.value.push_back(sized(rung, video));
    }
  }
  const int largest = result.value.empty() ? 0 : result.value.front().rung.short_side;
  if (smallest_dropped != nullptr && largest < loss_accepted * own) {
    result.value.insert(result.value.begin(), at_own_size(*smallest_dropped, video));
    result.notes.push_back({"engine.rung_at_own_size", {{"rung", result.value.front().rung.id}}});
  }
  return result;
}

}  // namespace integrart
