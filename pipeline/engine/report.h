#pragma once
// What a build did, as the document "report/1" (its shape stands in report_html.h).

#include <string>
#include <vector>

#include "pipeline/base/documents/collection.h"
#include "pipeline/engine/work_build.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

struct StepCounts {
  int run = 0;
  int cached = 0;
  int failed = 0;
};

/// Steps of all works; a skipped step counts with none.
StepCounts count_steps(const std::vector<const WorkBuild*>& works);

/// One work of the report. Pictures are data: URIs, texts are in `language`. `left_out` says why it is in no pack.
Json report_work(const WorkBuild& build, const std::vector<Message>& left_out, const ArtefactStore& store,
                 std::string_view language);

}  // namespace integrart
