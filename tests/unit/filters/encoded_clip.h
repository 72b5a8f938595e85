#pragma once
// Drawn clips as films: encoded, written, read and decoded before filters look at them.

#include <vector>

#include "tests/unit/filters/drawn_clip.h"

namespace integrart {

/// Draws the first `seconds` of the clip at 512 x 288, encodes them with our own H.264 rendition (CRF 18, 4:2:0, its
/// own times), decodes the file in one pass for all the filters, and gives their results in that order. Throws when
/// anything fails.
std::vector<FilterResult> look_at_encoded(const std::vector<const Filter*>& filters, const DrawnClip& clip,
                                          double seconds);

}  // namespace integrart
