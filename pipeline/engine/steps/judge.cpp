// Turns the findings of all filters into a verdict.

#include "pipeline/base/filter.h"
#include "pipeline/engine/step.h"
#include "pipeline/policy.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Policy policy, Policy::from_json(context.parameters.at_or_null("policy")));
  std::vector<Finding> findings;
  for (const StepInput& input : context.inputs) {
    TRY_ASSIGN(FilterResult result, filter_result_from_json(input.document));
    for (Finding& finding : result.findings) findings.push_back(std::move(finding));
  }
  const Verdict verdict = judge(policy, findings, texts_of(context.parameters.at_or_null("missing")));
  StepOutput output;
  output.document = verdict.to_json();
  output.document["findings"] = Json::empty_array();
  for (const Finding& finding : findings) output.document["findings"].push_back(finding.to_json());
  return output;
}

}  // namespace

extern const StepKind step_judge;
const StepKind step_judge{
    .id = "judge",
    .version = 1,
    .doc = {"Turns the findings of all filters into a verdict.",
            "Pure: a new threshold runs this step again and nothing else. Parameters: the policy and the filters whose "
            "evidence is missing.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {},
    .trusted = true,
    .run = run,
};

}  // namespace integrart
