#pragma once
// How a stored picture has to be turned to stand upright. Private to pipeline/media.

#include <array>
#include <cstdint>
#include <span>

namespace integrart {

/// First mirrored left to right (when set), then turned clockwise.
struct Orientation {
  int rotation = 0;  // 0, 90, 180, 270 degrees
  bool mirrored = false;

  bool swaps_sides() const { return rotation % 180 != 0; }
  bool operator==(const Orientation&) const = default;
};

/// Of a display matrix as containers carry it (ISO/IEC 14496-12, 8.3.2: nine numbers, the first two columns in 16.16
/// fixed point). Angles between the right ones go to the nearest; a matrix without direction is upright.
Orientation orientation_of(std::span<const std::int32_t, 9> display_matrix);

}  // namespace integrart
