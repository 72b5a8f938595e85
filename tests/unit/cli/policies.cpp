// The policies that come with the program, and those that people write.

#include <catch2/catch.hpp>
#include <fstream>

#include "pipeline/cli/collection_loading.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

const std::string policies = std::string(INTEGRART_SOURCE_FOLDER) + "/samples/policies/";

std::string written(const TemporaryFolder& folder, std::string_view text) {
  const auto file = folder.path() / "policy.yaml";
  std::ofstream(file) << text;
  return file.string();
}

}  // namespace

TEST_CASE("the default policy is the one that can be read in the samples") {
  const auto read = load_policy(policies + "default.yaml");
  REQUIRE(read);
  CHECK(read->to_json() == Policy::default_policy().to_json());
}

TEST_CASE("the strict policy asks for people where the default one does not") {
  const auto strict = load_policy(policies + "strict.yaml");
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
  const auto json = load_policy(written(folder, Policy::default_policy().to_json().dump()));
  REQUIRE(json);
  CHECK(json->to_json() == Policy::default_policy().to_json());
  for (const char* broken :
       {"", "schema: policy/2\n", "schema: policy/1\nrules: [{kind: flash, verdict: perhaps}]\n",
        "schema: policy/1\nrulez: []\n", "schema: [policy/1\n", "schema: policy/1\nminors: {reviewers: 9}\n"}) {
    CAPTURE(broken);
    const auto refused = load_policy(written(folder, broken));
    REQUIRE_FALSE(refused);
    CHECK(render(refused.error(), "en").find("policy.yaml") != std::string::npos);
  }
  CHECK_FALSE(load_policy((folder.path() / "absent.yaml").string()));
}
