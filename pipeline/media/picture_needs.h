#pragma once
// How sinks that look at small pictures ask for them, so that those who want the same share them.

#include <algorithm>
#include <cmath>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// Pictures of the film's shape whose long side is at most `longest_side` pixels; never enlarged, at least 2 x 2.
/// `most_a_second` 0: all pictures.
inline VideoNeeds needs_within(const VideoFacts& video, int longest_side, PixelLayout layout, double most_a_second) {
  const double scale = std::min(1.0, longest_side / static_cast<double>(std::max({video.width, video.height, 1})));
  const auto scaled = [scale](int side) { return std::max(2, static_cast<int>(std::lround(side * scale))); };
  return {scaled(video.width), scaled(video.height), layout, most_a_second};
}

}  // namespace integrart
