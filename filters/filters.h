#pragma once
// The tables of filters/filters.def and filters/cues.def.

#include <span>

#include "pipeline/base/cue_rule.h"
#include "pipeline/base/filter.h"

namespace integrart {

std::span<const Filter* const> filters();

/// The rules for timed text and what runs them.
const CueChecker& cue_checker();

}  // namespace integrart
