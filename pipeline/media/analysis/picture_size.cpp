#include "pipeline/media/analysis/picture_size.h"

#include <algorithm>
#include <cmath>

namespace integrart {

namespace {

int even(double pixels) {
  return std::max(2, static_cast<int>(std::lround(pixels / 2)) * 2);
}

Size scaled(Size size, double factor) {
  const Size result{even(size.width * factor), even(size.height * factor)};
  return {std::min(result.width, std::max(2, size.width / 2 * 2)),
          std::min(result.height, std::max(2, size.height / 2 * 2))};
}

}  // namespace

Result<Size> displayed_size(const SourceFacts& facts) {
  if (!facts.video || facts.video->width < 2 || facts.video->height < 2)
    return fail(Errc::invalid_input, "media.no_pictures");
  return Size{facts.video->width, facts.video->height};
}

Size fitted(Size size, int longest_side) {
  return scaled(size, std::min(1.0, static_cast<double>(longest_side) / std::max(size.width, size.height)));
}

Size fitted_width(Size size, int width) {
  return scaled(size, std::min(1.0, static_cast<double>(width) / size.width));
}

}  // namespace integrart
