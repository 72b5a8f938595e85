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

TEST_CASE("faces ask for a review only when there are more at once than people who agreed") {
  const auto face = [](double start, double end, double score) {
    Finding finding = found("face", score);
    finding.start = start;
    finding.end = end;
    return finding;
  };
  const auto agreed = [](int people) { return Circumstances{people > 0, false, people}; };
  const Policy policy = Policy::default_policy();
  const std::vector<Finding> findings{face(0, 4, 0.95), face(3, 6, 0.9), face(5, 6, 0.85), face(0, 6, 0.5)};
  CHECK(judge(policy, findings, {}).kind == VerdictKind::clear);
  CHECK(judge(policy, findings, {}, agreed(2)).kind == VerdictKind::clear);
  const Verdict one_agreed = judge(policy, findings, {}, agreed(1));
  CHECK(one_agreed.kind == VerdictKind::review);
  REQUIRE(one_agreed.reasons.size() == 1);
  for (const std::string& language : message_languages())
    CHECK(render(one_agreed.reasons.front().message, language).find('2') != std::string::npos);
  CHECK(judge(policy, findings, {}, agreed(0)).kind == VerdictKind::review);
  const std::vector<Finding> leaves{face(0, 6, 0.5)};
  CHECK(judge(policy, leaves, {}, agreed(0)).kind == VerdictKind::clear);
  // A still picture has no times, and a collection may see it otherwise.
  std::vector<Finding> still{found("face", 0.9)};
  CHECK(judge(policy, still, {}, agreed(0)).kind == VerdictKind::review);
  const auto lenient = Policy::from_json(*parse_json(R"({"schema":"policy/1","faces_without_consent":"warn"})"));
  REQUIRE(lenient);
  CHECK(judge(*lenient, still, {}, agreed(0)).kind == VerdictKind::warn);
}

TEST_CASE("a policy survives a round trip and refuses what it does not know") {
  const Policy policy = Policy::default_policy();
  CHECK(Policy::from_json(policy.to_json()).value().to_json() == policy.to_json());
  Json json = policy.to_json();
  json["rule"] = 1;
  CHECK_FALSE(Policy::from_json(json));
}

TEST_CASE("as many people look as the most careful rule that fits asks for, and none where nobody must") {
  Policy policy;
  policy.rules = {{"pii", 0, VerdictKind::review, 1, ""},
                  {"pii.mrz", 0, VerdictKind::warn, 2, ""},
                  {"metadata", 0, VerdictKind::warn, 2, ""}};
  CHECK(judge(policy, {}, {}).reviewers == 0);
  CHECK(judge(policy, std::vector{found("metadata.location", 1)}, {}).reviewers == 0);
  CHECK(judge(policy, std::vector{found("pii.email", 1)}, {}).reviewers == 1);
  CHECK(judge(policy, std::vector{found("pii.email", 1), found("pii.mrz", 1)}, {}).reviewers == 2);
}

TEST_CASE("missing evidence asks for a person") {
  CHECK(judge(policy_of_two_rules(), {}, std::vector<std::string>{"flash"}).reviewers == 1);
}

TEST_CASE("a call for help is routed to those who can help, whatever else is found") {
  const std::vector<Finding> findings{found("term.insult", 0.6), found("term.support", 0.5), found("pii.email", 1)};
  CHECK(judge(Policy::default_policy(), findings, {}).route == "support");
  CHECK(judge(Policy::default_policy(), std::vector{found("term.insult", 0.6)}, {}).route.empty());
}

TEST_CASE("works that show minors are looked at by two people") {
  const Policy policy = Policy::default_policy();
  const Verdict shown = judge(policy, {}, {}, {.people = true, .minors = true});
  CHECK(shown.kind == VerdictKind::review);
  CHECK(shown.reviewers == 2);
  CHECK(judge(policy, {}, {}, {.people = true, .minors = false}).kind == VerdictKind::clear);
  CHECK(judge(policy, {}, {}, {.people = true, .minors = std::nullopt}).kind == VerdictKind::clear);
  Policy careful = policy;
  careful.minors->unless_denied = true;
  CHECK(judge(careful, {}, {}, {.people = true, .minors = std::nullopt}).reviewers == 2);
  CHECK(judge(careful, {}, {}, {.people = true, .minors = false}).kind == VerdictKind::clear);
  CHECK(judge(careful, {}, {}, {.people = false, .minors = std::nullopt}).kind == VerdictKind::clear);
}

TEST_CASE("a verdict survives a round trip with whom it asks for") {
  const std::vector<Finding> findings{found("term.support", 0.5)};
  const Verdict verdict = judge(Policy::default_policy(), findings, {}, {.people = true, .minors = true});
  const auto read = Verdict::from_json(verdict.to_json());
  REQUIRE(read);
  CHECK(read->reviewers == 2);
  CHECK(read->route == "support");
  CHECK(read->to_json() == verdict.to_json());
}

TEST_CASE("a policy with more reviewers than two, or without a verdict we know, is refused with its place") {
  Json json = Policy::default_policy().to_json();
  json["rules"] = Json::empty_array();
  json["rules"].push_back(Json::object({{"kind", "pii"}, {"reviewers", 3}}));
  CHECK_FALSE(Policy::from_json(json));
  json["rules"] = Json::empty_array();
  json["rules"].push_back(Json::object({{"kind", "pii"}, {"verdict", "maybe"}}));
  CHECK_FALSE(Policy::from_json(json));
}

TEST_CASE("words on a list ask a person and never block") {
  const auto block = [](const char* kind) {
    return Policy::from_json(Json::object(
        {{"schema", "policy/1"},
         {"id", "hard"},
         {"rules", Json::array({Json::object({{"kind", kind}, {"at_least", 0}, {"verdict", "block"}})})}}));
  };
  for (const char* kind : {"term", "term.insult"}) {
    const auto refused = block(kind);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.id == "policy.words_never_block");
  }
  // A rule for everything blocks what else is found, and asks a person about words.
  const auto everything = block("");
  REQUIRE(everything);
  CHECK(judge(*everything, std::vector{found("term.insult", 1)}, {}).kind == VerdictKind::review);
  CHECK(judge(*everything, std::vector{found("pii.pesel", 1)}, {}).kind == VerdictKind::block);
}

TEST_CASE("what a model sees above its threshold is looked at by a person") {
  CHECK(judge(Policy::default_policy(), std::vector{found("image_class.nudity", 0.4)}, {}).kind == VerdictKind::review);
}
