#pragma once
// Covering places of a picture, so that nothing of what was there is left. Private to pipeline/media.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/base/documents/picture_masks.h"

namespace integrart {

/// Pixels that may be changed; borrowed.
struct PixelPlane {
  std::uint8_t* data = nullptr;
  std::ptrdiff_t stride = 0;  // bytes from row to row
  int width = 0;
  int height = 0;
  int channels = 1;                      // bytes of a pixel
  std::array<std::uint8_t, 4> colour{};  // of solid masks
};

/// Covers every pixel that a box touches. A mosaic has `mosaic_blocks` across the longer side of each box.
void cover(const PixelPlane& plane, const std::vector<Box>& boxes, MaskStyle style);

}  // namespace integrart
