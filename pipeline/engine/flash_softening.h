#pragma once
// From flashes that were found to what makes them weaker. Pure.

#include "pipeline/base/documents/flash_softening.h"
#include "pipeline/base/json.h"

namespace integrart {

/// Softening of every stretch that breaks a rule, or goes on for too long, by the evidence of the filter `flash`; a
/// tenth of a second more on both sides, since the ramps begin there. `before`: what was softened when that was seen;
/// its stretches stay. No stretch: nothing is to be softened. Errors: internal when it is no evidence of flashes.
Result<FlashSoftening> flash_softening(const Json& evidence, SofteningStyle style, int level,
                                       const FlashSoftening& before = {});

/// Every stretch that breaks a rule or goes on for too long, in order; stretches that touch are one.
std::vector<TimeStretch> flash_stretches(const Json& evidence);
inline bool is_calm(const Json& evidence) {
  return flash_stretches(evidence).empty();
}

}  // namespace integrart
