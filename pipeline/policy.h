#pragma once
// Findings to verdict: pure. Document "policy/1".

#include <span>
#include <string>
#include <vector>

#include "pipeline/base/documents/finding.h"

namespace integrart {

/// "Findings whose kind begins with `kind` and whose score is at least `at_least` ask for `verdict`."
struct PolicyRule {
  std::string kind;
  double at_least = 0;
  VerdictKind verdict = VerdictKind::review;
};
struct Policy {
  std::string id = "default";
  std::vector<PolicyRule> rules;
  std::vector<std::string> required_filters;  // evidence without which nothing is clear

  Json to_json() const;
  static Result<Policy> from_json(const Json& json);
  static Policy default_policy();
};

/// The strictest rule that fits each finding counts; the strictest of all is the verdict
/// (block > review > inconclusive > warn > clear). Missing required evidence is never clear.
Verdict judge(const Policy& policy, std::span<const Finding> findings, std::span<const std::string> missing_evidence);

}  // namespace integrart
