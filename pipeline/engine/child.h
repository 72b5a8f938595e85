#pragma once
// The inside of a sandboxed child: reads a unit, enters the sandbox, runs its steps, says what came out.

#include <string_view>

#include "pipeline/base/catalogue.h"

namespace integrart {

/// First argument by which the program knows that it is a child.
inline constexpr std::string_view child_argument = "internal-step";

/// Serves one request on ChildDescriptors and returns the exit status (0: a result was written, errors of steps
/// included). `catalogue` must be the same as the parent's.
int run_child_steps(const Catalogue& catalogue);

}  // namespace integrart
