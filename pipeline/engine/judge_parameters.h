#pragma once
// What a verdict on a work depends on besides the findings.

#include <optional>
#include <vector>

#include "pipeline/engine/work_build.h"

namespace integrart {

/// Parameters of the step "judge": the policy; "missing", the filters that could look at this work but did not;
/// "failed", those that began to look and could not end; and what is known of the people shown.
Json judge_parameters(const std::vector<StepProgress>& steps, const std::optional<SourceFacts>& facts,
                      const CollectionWork& work, const WorkBuildSettings& settings);

}  // namespace integrart
