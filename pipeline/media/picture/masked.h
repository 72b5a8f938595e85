#pragma once
// Decoded pictures with places covered. Private to pipeline/media.

#include <vector>

#include "pipeline/base/documents/picture_masks.h"
#include "pipeline/media/libav.h"

namespace integrart {

/// The upright i420 picture with those places covered: the same one when there are none, else a copy with its times.
Result<libav::Frame> masked(libav::Frame picture, const std::vector<Box>& boxes, MaskStyle style);

}  // namespace integrart
