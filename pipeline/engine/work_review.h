#pragma once
// What people decided on a work, against what it is now.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/engine/work_build.h"

namespace integrart {

/// The mark of what a person looks at when she decides on the work (pipeline/review.h).
std::string evidence_mark(const WorkBuild& build);

/// Why people do not let the work be published, or not yet; empty when they do, or when nobody must look.
std::vector<Message> review_obstacles(const WorkBuild& build);

/// For the report, and for whoever calls the build:
/// {"mark", "reviews": [{"by", "decision", "of", "date", "reason", "holds": of what the work is now}]}.
Json reviews_of(const WorkBuild& build);

}  // namespace integrart
