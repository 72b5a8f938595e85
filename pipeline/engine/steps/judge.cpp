// Turns the findings of all filters into a verdict.

#include <algorithm>

#include "pipeline/base/filter.h"
#include "pipeline/engine/step.h"
#include "pipeline/policy.h"

namespace integrart {

namespace {

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(Policy policy, Policy::from_json(context.parameters.at_or_null("policy")));
  std::vector<std::string> missing = texts_of(context.parameters.at_or_null("missing"));
  // Whoever began to look and could not end says nothing about the work, whether the policy asked for it or not.
  for (const std::string& filter : texts_of(context.parameters.at_or_null("failed"))) {
    policy.required_filters.push_back(filter);
    if (std::ranges::find(missing, filter) == missing.end()) missing.push_back(filter);
  }
  std::vector<Finding> findings;
  Json sources = Json::empty_array();
  for (const StepInput& input : context.inputs) {
    TRY_ASSIGN(FilterResult result, filter_result_from_json(input.document));
    for (Finding& finding : result.findings) {
      findings.push_back(std::move(finding));
      sources.push_back(input.role);
    }
  }
  const Verdict verdict =
      judge(policy, findings, missing, Circumstances::from_json(context.parameters.at_or_null("circumstances")));
  StepOutput output;
  output.document = verdict.to_json();
  output.document["findings"] = Json::empty_array();
  for (const Finding& finding : findings) output.document["findings"].push_back(finding.to_json());
  output.document["sources"] = std::move(sources);
  return output;
}

}  // namespace

extern const StepKind step_judge;
const StepKind step_judge{
    .id = "judge",
    .version = 3,
    .doc = {"Turns the findings of all filters into a verdict.",
            "Pure: a new threshold runs this step again and nothing else. Parameters: the policy, the filters whose "
            "evidence is missing, those that failed (a verdict is never clear then), and what is known of the people "
            "shown. The document holds the verdict, the findings "
            "and, for each, the step it comes from.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {},
    .trusted = true,
    .run = run,
};

}  // namespace integrart
