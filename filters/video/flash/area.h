#pragma once
// How much of the picture, or of what is looked at at once, is marked.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "pipeline/base/documents/finding.h"

namespace integrart::flash {

struct MarkedArea {
  double share = 0;  // of the window, [0, 1]
  Box window;        // where that is
};

/// Cells of WCAG's estimator for a field of 10 degrees: 341 x 256 pixels anywhere on a screen of 1024 x 768, a third
/// each way.
std::size_t window_cells(int width, int height);

/// Finds the window with the largest share of marked cells. Keeps its tables from call to call.
class WindowSearch {
 public:
  MarkedArea fullest_third(const std::vector<unsigned char>& marks, int width, int height);

 private:
  std::vector<std::uint32_t> m_sums;  // of all marks above and to the left
};

}  // namespace integrart::flash
