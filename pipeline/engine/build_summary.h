#pragma once
// What `build --json` says of works and packs.

#include <string_view>
#include <vector>

#include "pipeline/engine/pack_output.h"
#include "pipeline/engine/work_build.h"

namespace integrart {

/// [{"format","kind","file","sha256","bytes"}]
Json packs_json(const std::vector<PackOutcome>& packs);

/// {"id","kind","state","verdict","errors","left_out","review"}; texts are in `language`. `left_out` says why it is in
/// no pack.
Json work_summary(const WorkBuild& work, const std::vector<Message>& left_out, std::string_view language);

/// Why filters that were wanted did not look, and at which works: [{"reason", "works": [id]}].
Json not_checked(const std::vector<const WorkBuild*>& works, std::string_view language);

}  // namespace integrart
