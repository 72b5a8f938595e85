#pragma once
// How filters of pictures answer the decode pass.

#include "pipeline/base/filter.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// The document of a filter's step.
StepOutput output_of(const FilterResult& result);

}  // namespace integrart
