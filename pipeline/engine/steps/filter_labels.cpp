// Runs a filter over the words about a work, or inside a media file.

#include "pipeline/engine/label_looks.h"
#include "pipeline/engine/step_filter.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::look_at_text));
  FilterResult all;
  TRY(look_at_labels(*filter, context.parameters.at_or_null("labels"), context.parameters, all));
  if (const auto written = context.input("written"); written) {
    TRY(look_at_labels(*filter, (*written)->document.at_or_null("labels"), context.parameters, all));
    if (const Json& unread = (*written)->document.at_or_null("unread"); !unread.items().empty())
      all.evidence["unread"] = unread;
  }
  StepOutput output;
  output.document = to_json(all);
  return output;
}

}  // namespace

extern const StepKind step_filter_labels;
const StepKind step_filter_labels{
    .id = "filter_labels",
    .version = 2,  // 2: words inside a media file
    .doc =
        {"Runs a filter over the words about a work.",
         "Titles, descriptions, alternative texts, creators and names of files, or what is written inside a media "
         "file (tags, chapters, text tracks), each for itself. Its document holds the evidence of each place and the "
         "findings; a finding names its place and points into the text there.",
         "",
         {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 30, .wall_seconds = 60},
    .run = run,
};

}  // namespace integrart
