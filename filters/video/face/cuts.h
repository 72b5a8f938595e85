#pragma once
// Where one shot ends and the next begins.

#include <array>
#include <cstdint>
#include <optional>

#include "pipeline/media/frame.h"

namespace integrart::face {

/// Compares the brightness of 16 x 9 cells from picture to picture. Made for sampling, not for editing: fades are no
/// cuts, a flash is one.
class CutWatch {
 public:
  /// True when `picture` (gray8 or bgr24) looks so unlike the last one that another shot must have begun.
  bool look(const PictureView& picture);

 private:
  static constexpr int columns = 16;
  static constexpr int rows = 9;
  using Cells = std::array<double, static_cast<std::size_t>(columns) * rows>;
  static Cells cells_of(const PictureView& picture);

  std::optional<Cells> m_before;
};

}  // namespace integrart::face
