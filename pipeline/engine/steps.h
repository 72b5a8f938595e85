#pragma once
// The table of pipeline/engine/steps.def.

#include <span>

#include "pipeline/engine/step.h"

namespace integrart {

std::span<const StepKind* const> step_kinds();

}  // namespace integrart
