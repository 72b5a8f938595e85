// Runs a filter over what probing found.

#include "pipeline/engine/step_filter.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::look_at_facts));
  TRY_ASSIGN(const StepInput* input, context.input("facts"));
  TRY_ASSIGN(const SourceFacts facts, SourceFacts::from_json(input->document));
  TRY_ASSIGN(const FilterResult result, filter->look_at_facts(facts));
  StepOutput output;
  output.document = to_json(result);
  return output;
}

}  // namespace

extern const StepKind step_filter_facts;
const StepKind step_filter_facts{
    .id = "filter_facts",
    .version = 1,
    .doc = {"Runs a filter over what probing found.", "Its document holds the evidence and the findings.", "", {}},
    .weight = JobWeight::light,
    .bounds = {},
    .trusted = true,
    .run = run,
};

}  // namespace integrart
