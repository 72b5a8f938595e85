#pragma once
// The table of filters/filters.def.

#include <span>

#include "pipeline/base/filter.h"

namespace integrart {

std::span<const Filter* const> filters();

}  // namespace integrart
