#include "pipeline/media/source/orientation.h"

#include <cmath>
#include <numbers>

namespace integrart {

Orientation orientation_of(std::span<const std::int32_t, 9> display_matrix) {
  // A point (x, y), y downwards, goes to (a x + c y, b x + d y).
  double a = display_matrix[0];
  double b = display_matrix[1];
  const double c = display_matrix[3];
  const double d = display_matrix[4];
  Orientation orientation;
  orientation.mirrored = a * d - b * c < 0;
  if (orientation.mirrored) {
    a = -a;
    b = -b;
  }
  if (a == 0 && b == 0) return {};
  const double quarters = std::atan2(b, a) * 2 / std::numbers::pi;
  orientation.rotation = ((static_cast<int>(std::lround(quarters)) + 4) % 4) * 90;
  return orientation;
}

}  // namespace integrart
