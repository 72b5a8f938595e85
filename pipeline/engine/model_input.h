#pragma once
// A model that a filter is to use, on its way into the sandbox.

#include "pipeline/engine/step.h"

namespace integrart {

/// The parameters of a filter step. When the step has an input "model", a copy of it lies in the work folder (libraries
/// open models by name, and nothing else has a name in the sandbox), and "model_file" says where.
Result<Json> parameters_with_model(const StepContext& context);

}  // namespace integrart
