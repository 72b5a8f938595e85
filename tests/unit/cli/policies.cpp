// The policies that come with the program, and those that people write.

#include <catch2/catch.hpp>
#include <fstream>

#include "filters/filters.h"
#include "pipeline/cli/collection_loading.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

const std::string policies = test::source_folder() + "/samples/policies/";

std::string written(const TemporaryFolder& folder, std::string_view text) {
  const auto file = folder.path() / "policy.yaml";
  std::ofstream(file) << text;
  return file.string();
}

}  // namespace

TEST_CASE("the default policy is the one that can be read in the samples") {
  const auto read = load_policy(policies + "default.yaml", filters());
  REQUIRE(read);
  CHECK(read->to_json() == Policy::default_policy().to_json());
}

TEST_CASE("the strict policy asks for people where the default one does not") {
  const auto strict = load_policy(policies + "strict.yaml", filters());
  REQUIRE(strict);
  Finding place;
  place.kind = "metadata.location";
  place.score = 1;
  const std::vector<Finding> findings{place};
  CHECK(judge(Policy::default_policy(), findings, {}).kind == VerdictKind::warn);
  CHECK(judge(*strict, findings, {}).kind == VerdictKind::review);
  CHECK(judge(*strict, {}, strict->required_filters).missing.size() == strict->required_filters.size());
}

TEST_CASE("a policy may be JSON, and a broken one is refused with its file and place") {
  const TemporaryFolder folder;
  const auto json = load_policy(written(folder, Policy::default_policy().to_json().dump()), filters());
  REQUIRE(json);
  CHECK(json->to_json() == Policy::default_policy().to_json());
  for (const char* broken :
       {"", "schema: policy/2\n", "schema: policy/1\nrules: [{kind: flash, verdict: perhaps}]\n",
        "schema: policy/1\nrulez: []\n", "schema: [policy/1\n", "schema: policy/1\nminors: {reviewers: 9}\n"}) {
    CAPTURE(broken);
    const auto refused = load_policy(written(folder, broken), filters());
    REQUIRE_FALSE(refused);
    CHECK(render(refused.error(), "en").find("policy.yaml") != std::string::npos);
  }
  CHECK_FALSE(load_policy((folder.path() / "absent.yaml").string(), filters()));
}

TEST_CASE("a rule for a kind that no filter reports is refused with its place, the word and those most like it") {
  const TemporaryFolder folder;
  const auto refusal_of = [&](const std::string& kind) {
    const auto read =
        load_policy(written(folder, "schema: policy/1\nrules: [{kind: flash}, {kind: " + kind + "}]\n"), filters());
    return read ? std::string() : render(read.error(), "en");
  };
  for (const auto& [kind, meant] :
       std::vector<std::pair<std::string, std::string>>{{"flash.genral", "flash.general"},
                                                        {"term.suport", "term.support"},
                                                        {"pii.pesell", "pii.pesel"},
                                                        {"metadata.locaton", "metadata.location"},
                                                        {"terms", "term"},
                                                        {"links", "link"},
                                                        {"Flash", "flash"},
                                                        {"link.contact", "link"},
                                                        {"image_clas.nudity", "image_class"},
                                                        {"flash.", "flash"}}) {
    CAPTURE(kind);
    const std::string refusal = refusal_of(kind);
    CHECK(refusal.find("policy.yaml") != std::string::npos);
    CHECK(refusal.find("rules[1].kind") != std::string::npos);
    CHECK(refusal.find(kind) != std::string::npos);
    const std::string proposed = refusal.substr(std::min(refusal.find("Most like it"), refusal.size()));
    CHECK(proposed.find(meant) != std::string::npos);
  }
  // What a model sees is called as its maker likes; a filter stands for all that it reports, and nothing for
  // everything.
  for (const std::string kind :
       {"image_class.nudity", "image_class", "term.support", "pii", "\"\"", "duplicate.video"}) {
    CAPTURE(kind);
    CHECK(refusal_of(kind).empty());
  }
}
