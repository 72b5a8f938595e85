#include "pipeline/engine/steps.h"

#include <iterator>

namespace integrart {

#define STEP(name) extern const StepKind step_##name;
#include "pipeline/engine/steps.def"
#undef STEP

std::span<const StepKind* const> step_kinds() {
#define STEP(name) &step_##name,
  static constexpr const StepKind* table[] = {
#include "pipeline/engine/steps.def"
      nullptr};  // ends the table, so that it compiles while it is empty
#undef STEP
  return {table, std::size(table) - 1};
}

}  // namespace integrart
