#pragma once
// What filters ask of the decode pass, and how they answer it.

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// Pictures of the film's shape whose long side is at most `longest_side` pixels; never enlarged, at least 2 x 2.
/// `most_a_second` 0: all pictures.
VideoNeeds needs_within(const VideoFacts& video, int longest_side, PixelLayout layout, double most_a_second);

/// The document of a filter's step.
StepOutput output_of(const FilterResult& result);

}  // namespace integrart
