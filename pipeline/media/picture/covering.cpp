#include "pipeline/media/picture/covering.h"

#include <algorithm>
#include <cmath>

namespace integrart {

namespace {

struct PixelRect {
  int left, top, right, bottom;  // half-open
};

/// All pixels that are touched, also by an edge.
PixelRect touched(const PixelPlane& plane, const Box& box) {
  const auto bound = [](double place, int most) { return static_cast<int>(std::clamp(place, 0.0, 1.0 * most)); };
  return {bound(std::floor(box.x * plane.width), plane.width), bound(std::floor(box.y * plane.height), plane.height),
          bound(std::ceil((box.x + box.width) * plane.width), plane.width),
          bound(std::ceil((box.y + box.height) * plane.height), plane.height)};
}

std::uint8_t* pixel_at(const PixelPlane& plane, int x, int y) {
  return plane.data + y * plane.stride + static_cast<std::ptrdiff_t>(x) * plane.channels;
}

void fill(const PixelPlane& plane, const PixelRect& rect, const std::array<std::uint8_t, 4>& colour) {
  for (int y = rect.top; y < rect.bottom; ++y)
    for (int x = rect.left; x < rect.right; ++x) std::copy_n(colour.begin(), plane.channels, pixel_at(plane, x, y));
}

std::array<std::uint8_t, 4> mean_of(const PixelPlane& plane, const PixelRect& rect) {
  std::array<std::int64_t, 4> sums{};
  for (int y = rect.top; y < rect.bottom; ++y)
    for (int x = rect.left; x < rect.right; ++x)
      for (int channel = 0; channel < plane.channels; ++channel)
        sums.at(static_cast<std::size_t>(channel)) += pixel_at(plane, x, y)[channel];
  const std::int64_t count = std::int64_t{rect.right - rect.left} * (rect.bottom - rect.top);
  std::array<std::uint8_t, 4> mean{};
  std::ranges::transform(sums, mean.begin(),
                         [count](std::int64_t sum) { return static_cast<std::uint8_t>((sum + count / 2) / count); });
  return mean;
}

void cover_by_blocks(const PixelPlane& plane, const PixelRect& rect) {
  const int side = std::max(rect.right - rect.left, rect.bottom - rect.top);
  const int block = std::max(1, (side + mosaic_blocks - 1) / mosaic_blocks);
  for (int top = rect.top; top < rect.bottom; top += block)
    for (int left = rect.left; left < rect.right; left += block) {
      const PixelRect part{left, top, std::min(left + block, rect.right), std::min(top + block, rect.bottom)};
      fill(plane, part, mean_of(plane, part));
    }
}

}  // namespace

void cover(const PixelPlane& plane, const std::vector<Box>& boxes, MaskStyle style) {
  for (const Box& box : boxes) {
    const PixelRect rect = touched(plane, box);
    if (rect.left >= rect.right || rect.top >= rect.bottom) continue;
    if (style == MaskStyle::mosaic) {
      cover_by_blocks(plane, rect);
    } else {
      fill(plane, rect, plane.colour);
    }
  }
}

}  // namespace integrart
