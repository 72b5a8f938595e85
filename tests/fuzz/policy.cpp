// Policies, as JSON and YAML: what is accepted comes back the same and judges, and what is grave is never made clear by
// what was not understood.

#include "pipeline/policy.h"

#include "formats/collection/collection_yaml.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_policy(std::string_view bytes) {
  const auto json = read_yaml(bytes, 1U << 20U);
  if (!json) return render(json.error()).empty() ? "an error without words" : "";
  const auto policy = Policy::from_json(*json);
  if (!policy) return render(policy.error()).empty() ? "an error without words" : "";
  for (const PolicyRule& rule : policy->rules)
    if (!(rule.at_least >= 0 && rule.at_least <= 1) || rule.reviewers < 1 || rule.reviewers > 2)
      return "a rule out of bounds";
  if (policy->rules.empty() && !json->at_or_null("rules").items().empty()) return "rules were lost";
  if (const Json& rules = json->at_or_null("rules"); !rules.is_null() && !rules.is_array()) return "no list of rules";
  const auto again = Policy::from_json(policy->to_json());
  if (!again || again->to_json() != policy->to_json()) return "another policy came back";
  Finding finding;
  finding.kind = "term.support";
  finding.score = 1;
  const std::vector<std::string> missing{"flash"};
  const Verdict verdict = judge(*policy, std::vector{finding}, missing, {true, true, 0});
  if (verdict.reviewers < 0 || verdict.reviewers > 2) return "an impossible number of people";
  const auto read = Verdict::from_json(verdict.to_json());
  return read && read->kind == verdict.kind ? "" : "another verdict came back";
}

}  // namespace

FUZZ_READER(problem_of_policy)
