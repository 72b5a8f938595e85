#pragma once
// Findings to verdict: pure. Document "policy/1", as JSON or YAML (samples/policies).

#include <optional>
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
  int reviewers = 1;       // people who must look, where the verdict asks for people at all; 1 or 2
  std::string route = {};  // who should see it first ("support"); empty: whoever reviews
};

/// What is asked of works that show minors, whatever was found in them.
struct MinorsRule {
  VerdictKind verdict = VerdictKind::review;
  int reviewers = 2;
  bool unless_denied = false;  // also where people are shown and nobody wrote down whether a minor is among them
};

struct Policy {
  std::string id = "default";
  std::vector<PolicyRule> rules;
  std::vector<std::string> required_filters;  // evidence without which nothing is clear
  /// Evidence that the eyes of a person stand for: without it, nothing is clear that nobody has looked at.
  std::vector<std::string> required_unless_seen;
  std::optional<MinorsRule> minors;
  /// When more faces are seen at once than people have consented to be shown. Faces alone ask for nothing.
  VerdictKind faces_without_consent = VerdictKind::review;

  Json to_json() const;
  static Result<Policy> from_json(const Json& json);
  /// samples/policies/default.yaml.
  static Policy default_policy();
};

/// What the people who made the work say of it, as far as it matters to a policy.
struct Circumstances {
  bool people = false;                        // people are shown
  std::optional<bool> minors = std::nullopt;  // whether a minor is among them; absent: not written down
  std::optional<int> agreed = std::nullopt;   // how many agreed to be shown; absent: not written down, and not judged
  bool seen = false;                          // whoever answers for the work says that she has looked at it

  Json to_json() const;
  static Circumstances from_json(const Json& json);
};

/// The strictest rule that fits each finding counts; the strictest of all is the verdict
/// (block > review > inconclusive > warn > clear). Missing required evidence is never clear, and neither is a work that
/// nobody has seen where the policy wants it seen or looked through. The verdict asks for as
/// many people as the most careful of the rules that fit, and for none when it is clear or warns.
Verdict judge(const Policy& policy, std::span<const Finding> findings, std::span<const std::string> missing_evidence,
              const Circumstances& circumstances = {});

}  // namespace integrart
