#pragma once
// What people lay around a picture or over its edges: letterboxes, frames, bands with a caption.

#include <optional>
#include <vector>

#include "pipeline/fingerprint/pdq_points.h"

namespace integrart {

/// The picture without the uniform borders around it; absent when it has none. A border is at least 2 % of the side;
/// what is left is at least a third of it.
std::optional<Area> inside_borders(const Luma& luma);

/// The picture without bands of one colour above and below it, with or without words in them, and without borders
/// around them or inside: guesses, the outermost layer first, because what is drawn on a plain ground has edges like
/// that itself. Those that are the same as `inside_borders` are left out; at most six. A band takes 5 % to 36 % of the
/// height; its outermost line and the one beside the picture are plain, and a quarter at least of every line between
/// has its colour.
std::vector<Area> inside_captions(const Luma& luma);

}  // namespace integrart
