#include "pipeline/review.h"

#include <catch2/catch.hpp>

#include "pipeline/policy.h"

using namespace integrart;

namespace {

const std::vector<std::string> media{"aa", "bb"};

Finding red_flash(double score) {
  Finding finding;
  finding.kind = "flash.red";
  finding.score = score;
  return finding;
}

Policy asking(VerdictKind verdict, int reviewers) {
  Policy policy;
  policy.rules = {{"flash", 0.5, verdict, reviewers}};
  policy.required_filters = {"face"};
  return policy;
}

Review publishing(std::string by, std::string of, std::string reason = "") {
  return {std::move(by), ReviewDecision::publish, std::move(of), "2026-11-30", std::move(reason)};
}

std::vector<std::string> ids(const std::vector<Message>& messages) {
  std::vector<std::string> list;
  for (const Message& message : messages) list.push_back(message.id);
  return list;
}

/// A work with one red flash under `policy`, and what stands in its way.
struct Case {
  std::vector<Finding> findings{red_flash(0.9)};
  Verdict verdict;
  std::string mark;

  explicit Case(const Policy& policy, const std::vector<std::string>& missing = {})
      : verdict(judge(policy, findings, missing)), mark(mark_of_evidence(verdict, findings, media)) {}

  std::vector<std::string> obstacles(const std::vector<Review>& reviews) const {
    return ids(review_obstacles("clip", verdict, mark, reviews));
  }
};

}  // namespace

TEST_CASE("a work that a person must look at goes when she has looked at it") {
  const Case one(asking(VerdictKind::review, 1));
  CHECK(one.obstacles({}) == std::vector<std::string>{"policy.review_needed"});
  CHECK(one.obstacles({publishing("Anna", one.mark)}).empty());
  CHECK(one.obstacles({publishing("Anna", "seen-0123456789abcdef")}) ==
        std::vector<std::string>{"policy.review_needed", "policy.review_outdated"});
}

TEST_CASE("two people are two names, however they are written") {
  const Case two(asking(VerdictKind::review, 2));
  CHECK(two.obstacles({publishing("Оксана", two.mark), publishing(" оКсана ", two.mark)}) ==
        std::vector<std::string>{"policy.review_needed"});
  CHECK(two.obstacles({publishing("Оксана", two.mark), publishing("Anna", two.mark)}).empty());
}

TEST_CASE("what a policy blocks is let go by two people with reasons only") {
  const Case blocked(asking(VerdictKind::block, 1));
  CHECK(blocked.obstacles({publishing("Anna", blocked.mark, "measured again")}) ==
        std::vector<std::string>{"policy.review_needed"});
  CHECK(blocked.obstacles({publishing("Anna", blocked.mark, "measured again"), publishing("Eva", blocked.mark)}) ==
        std::vector<std::string>{"policy.review_needed", "policy.review_without_reason"});
  CHECK(blocked.obstacles({publishing("Anna", blocked.mark, "measured"), publishing("Eva", blocked.mark, "so did I")})
            .empty());
}

TEST_CASE("what could not be looked at is let go by a person") {
  const std::vector<std::string> missing{"face"};
  Policy policy = asking(VerdictKind::clear, 1);
  const Case unseen(policy, missing);
  REQUIRE(unseen.verdict.kind == VerdictKind::inconclusive);
  CHECK(unseen.obstacles({}) == std::vector<std::string>{"policy.review_needed"});
  CHECK(unseen.obstacles({publishing("Anna", unseen.mark)}).empty());
}

TEST_CASE("a refusal counts whatever the verdict and whoever agrees") {
  const Case clear(asking(VerdictKind::clear, 1));
  const Review refusal{"Eva", ReviewDecision::refuse, "", "", "she asked us to wait"};
  CHECK(clear.obstacles({}).empty());
  CHECK(clear.obstacles({refusal}) == std::vector<std::string>{"policy.review_refused"});
  const Case one(asking(VerdictKind::review, 1));
  CHECK(one.obstacles({publishing("Anna", one.mark), refusal}) == std::vector<std::string>{"policy.review_refused"});
  Review of_another = refusal;
  of_another.of = "seen-0123456789abcdef";
  CHECK(one.obstacles({publishing("Anna", one.mark), of_another}).empty());
}

TEST_CASE("the mark changes with what is seen and not with what a policy makes of it") {
  const Case one(asking(VerdictKind::review, 1));
  CHECK(one.mark.size() == review_mark_prefix.size() + review_mark_digits);
  CHECK(Case(asking(VerdictKind::block, 2)).mark == one.mark);
  const std::vector<std::string> turned{"bb", "aa"}, other{"aa", "bc"}, missing{"face"};
  CHECK(mark_of_evidence(one.verdict, one.findings, turned) == one.mark);
  CHECK(mark_of_evidence(one.verdict, one.findings, other) != one.mark);
  const std::vector<Finding> stronger{red_flash(0.91)};
  CHECK(mark_of_evidence(one.verdict, stronger, media) != one.mark);
  const Policy policy = asking(VerdictKind::review, 1);
  CHECK(mark_of_evidence(judge(policy, one.findings, missing), one.findings, media) != one.mark);
  Policy with_minors = policy;
  with_minors.minors = MinorsRule{};
  CHECK(mark_of_evidence(judge(with_minors, one.findings, {}, {true, true}), one.findings, media) != one.mark);
}

TEST_CASE("what stands in the way says in every language what to write") {
  const Case one(asking(VerdictKind::review, 2));
  const auto obstacles = review_obstacles("clip", one.verdict, one.mark, {});
  REQUIRE(obstacles.size() == 1);
  for (const std::string& language : message_languages())
    CHECK_THAT(render(obstacles.front(), language),
               Catch::Contains("{by: NAME, decision: publish, of: " + one.mark + "}") && Catch::Contains("2"));
}

TEST_CASE("reviews that say too little are refused with their place") {
  const auto read = [](const std::string& text) { return reviews_from_json(*parse_json(text), "works[0].reviews"); };
  const auto good = read(R"([{"by":"Anna","decision":"publish","of":"seen-3f9a2c81d0b45e67","reason":"ok"},
                             {"by":"Eva","decision":"refuse"}])");
  REQUIRE(good);
  CHECK(to_json(*good).dump() == to_json(*reviews_from_json(to_json(*good), "")).dump());
  CHECK(read("null")->empty());
  for (const char* text :
       {R"([{"by":"Anna","decision":"publish"}])", R"([{"by":"Anna","decision":"publish","of":"seen-3f9a"}])",
        R"([{"by":"Anna","decision":"publish","of":"3f9a2c81d0b45e67"}])", R"([{"by":" ","decision":"refuse"}])",
        R"([{"by":"Anna","decision":"maybe"}])", R"([{"by":"Anna","descision":"refuse"}])",
        R"([{"by":"Anna","decision":"refuse","hm":1}])", R"([{"by":"Anna","decision":"refuse","date":"2026-02-30"}])",
        R"({"by":"Anna"})"}) {
    INFO(text);
    const auto refused = read(text);
    REQUIRE_FALSE(refused);
    CHECK_THAT(render(refused.error()), Catch::Contains("works[0].reviews"));
  }
}
