#pragma once
// Whether the rules of a policy name kinds that there are. Pure; any thread.

#include <span>

#include "pipeline/base/filter.h"
#include "pipeline/policy.h"

namespace integrart {

/// Refuses a rule for a kind that no filter reports: it would never fit, and ask for less than its writer thinks. What
/// a model calls the things it sees is its own (`image_class.nudity`), so that is any word. The error names the rule,
/// the kind and those most like it.
Result<> refuse_unknown_kinds(const Policy& policy, std::span<const Filter* const> filters);

}  // namespace integrart
