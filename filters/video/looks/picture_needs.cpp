#include "filters/video/looks/picture_needs.h"

#include <algorithm>
#include <cmath>

namespace integrart {

VideoNeeds needs_within(const VideoFacts& video, int longest_side, PixelLayout layout, double most_a_second) {
  const double scale = std::min(1.0, longest_side / static_cast<double>(std::max({video.width, video.height, 1})));
  const auto scaled = [scale](int side) { return std::max(2, static_cast<int>(std::lround(side * scale))); };
  return {scaled(video.width), scaled(video.height), layout, most_a_second};
}

StepOutput output_of(const FilterResult& result) {
  StepOutput output;
  output.document = to_json(result);
  return output;
}

}  // namespace integrart
