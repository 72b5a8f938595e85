#pragma once
// Which rungs of a ladder a source can fill, and how large they are.

#include <vector>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/result.h"

namespace integrart {

struct PlannedRung {
  Rung rung;
  int width = 0;   // even
  int height = 0;  // even
};

/// Rungs that are larger than the picture are dropped, each with a note. When that would throw away more than 15 % of
/// the picture's short side (or leave nothing), the smallest of the dropped rungs is made at the picture's own size.
/// Best first.
Noted<std::vector<PlannedRung>> fit_ladder(const std::vector<Rung>& ladder, const VideoFacts& video);

}  // namespace integrart
