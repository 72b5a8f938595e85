#include <catch2/catch.hpp>

#include "pipeline/policy.h"

using namespace integrart;

namespace {

Finding found(std::string kind, double score) {
  Finding finding;
  finding.kind = std::move(kind);
  finding.score = score;
  return finding;
}

Policy policy_of_two_rules() {
  Policy policy;
  policy.rules = {
      {"flash", 0.5, VerdictKind::review}, {"flash.red", 0.9, VerdictKind::block}, {"metadata", 0, VerdictKind::warn}};
  policy.required_filters = {"flash"};
  return policy;
}

}  // namespace

TEST_CASE("without findings and with all evidence a work is clear") {
  CHECK(judge(policy_of_two_rules(), {}, {}).kind == VerdictKind::clear);
}

TEST_CASE("the strictest rule that fits decides, and the reason names its finding") {
  const std::vector<Finding> findings{found("metadata.location", 1), found("flash.red", 0.95)};
  const Verdict verdict = judge(policy_of_two_rules(), findings, {});
  CHECK(verdict.kind == VerdictKind::block);
  REQUIRE(verdict.reasons.size() == 2);
  CHECK(verdict.reasons[1].finding == 1U);
}

TEST_CASE("a score below the threshold asks for nothing") {
  const std::vector<Finding> findings{found("flash.general", 0.49)};
  CHECK(judge(policy_of_two_rules(), findings, {}).kind == VerdictKind::clear);
}

TEST_CASE("rules fit whole parts of a kind") {
  const std::vector<Finding> findings{found("flashy.thing", 1)};
  CHECK(judge(policy_of_two_rules(), findings, {}).kind == VerdictKind::clear);
}

TEST_CASE("missing evidence is never clear, and only required evidence counts as missing") {
  const std::vector<std::string> missing{"flash", "face"};
  const Verdict verdict = judge(policy_of_two_rules(), {}, missing);
  CHECK(verdict.kind == VerdictKind::inconclusive);
  CHECK(verdict.missing == std::vector<std::string>{"flash"});
  const std::vector<Finding> findings{found("flash.general", 0.6)};
  CHECK(judge(policy_of_two_rules(), findings, missing).kind == VerdictKind::review);
}

TEST_CASE("a policy survives a round trip and refuses what it does not know") {
  const Policy policy = Policy::default_policy();
  CHECK(Policy::from_json(policy.to_json()).value().to_json() == policy.to_json());
  Json json = policy.to_json();
  json["rule"] = 1;
  CHECK_FALSE(Policy::from_json(json));
}
