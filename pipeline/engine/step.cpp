#include "pipeline/engine/step.h"

namespace integrart {

Result<const StepInput*> StepContext::input(std::string_view role) const {
  for (const StepInput& candidate : inputs)
    if (candidate.role == role) return &candidate;
  return fail(Errc::internal, "engine.input_missing", {{"role", std::string(role)}});
}

}  // namespace integrart
