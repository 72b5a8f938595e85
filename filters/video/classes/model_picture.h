#pragma once
// A picture brought to the size, order and range of numbers that a model was trained on.

#include <opencv2/core.hpp>

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/finding.h"
#include "pipeline/base/documents/model_manifest.h"
#include "pipeline/media/frame.h"

namespace integrart::classes {

/// Pictures just large enough that nothing must be enlarged for the model that was not before.
VideoNeeds needs_of(const ModelPicture& wanted, const VideoFacts& video, double most_a_second);

/// The part of a picture of that size which the model is shown, as fractions of it.
Box seen_part(const ModelPicture& wanted, int width, int height);

/// Four dimensions of 32-bit floats, 1 x 3 x height x width or 1 x height x width x 3, of a picture of 8-bit B, G, R.
/// Resized by the mean of the area where it shrinks, else linearly. Throws what OpenCV throws.
cv::Mat tensor_of(const ModelPicture& wanted, const cv::Mat& picture);

}  // namespace integrart::classes
