#pragma once
// Sizes of derived pictures.

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/result.h"

namespace integrart {

struct Size {
  int width = 0;
  int height = 0;
};

/// Displayed size of the source's pictures; invalid_input when it has none.
Result<Size> displayed_size(const SourceFacts& facts);

/// The largest even size of the same shape whose longer side is at most `longest_side`; never larger than `size`, never
/// below 2 x 2.
Size fitted(Size size, int longest_side);

/// The same for the width alone.
Size fitted_width(Size size, int width);

}  // namespace integrart
