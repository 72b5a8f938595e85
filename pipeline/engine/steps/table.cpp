#include "pipeline/engine/steps.h"

#include <array>

namespace integrart {

#define STEP(name) extern const StepKind step_##name;
#include "pipeline/engine/steps.def"
#undef STEP

std::span<const StepKind* const> step_kinds() {
#define STEP(name) &step_##name,
  static constexpr auto table = std::to_array<const StepKind*>({
#include "pipeline/engine/steps.def"
  });
#undef STEP
  return table;
}

}  // namespace integrart
