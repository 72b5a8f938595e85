// The harmless texts and names of the filters' tables, judged by the policies that people use: none may block one.

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

#include "filters/filters.h"
#include "pipeline/base/filter.h"
#include "pipeline/cli/collection_loading.h"
#include "tests/places.h"

using namespace integrart;

namespace {

const std::string source = test::source_folder();

/// Lines by language, of all tables.
std::map<std::string, std::vector<std::string>> harmless_lines() {
  std::map<std::string, std::vector<std::string>> lines;
  for (const char* table : {"harmless_texts.json", "harmless_names.json", "harmless_names_held_out.json"}) {
    std::ifstream file(source + "/tests/conformance/filters/" + table);
    const auto json = parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
    REQUIRE(json);
    for (const auto& [language, texts] : json->members())
      for (const Json& text : texts.items()) lines[language].push_back(text.string_or(""));
  }
  return lines;
}

std::vector<Finding> findings_in(const std::string& text, const LanguageTag& language) {
  std::vector<Finding> findings;
  for (const Filter* filter : filters()) {
    if (filter->look_at_text == nullptr) continue;
    const auto result = filter->look_at_text(text, language, {});
    REQUIRE(result);
    findings.insert(findings.end(), result->findings.begin(), result->findings.end());
  }
  return findings;
}

/// What somebody might write who wants the machine to decide: whatever is surest is blocked.
Policy blocking_what_is_surest() {
  Policy policy;
  policy.id = "blocking";
  policy.rules = {{"", 0.9, VerdictKind::block}};
  return policy;
}

}  // namespace

TEST_CASE(
    "no harmless text is blocked by any policy that comes with the program, or by one that blocks what is surest") {
  const auto usual = load_policy(source + "/samples/policies/default.yaml", filters());
  const auto strict = load_policy(source + "/samples/policies/strict.yaml", filters());
  REQUIRE(usual);
  REQUIRE(strict);
  std::size_t all = 0;
  for (const Policy& policy : {*usual, *strict, blocking_what_is_surest()}) {
    for (const auto& [language, lines] : harmless_lines()) {
      std::size_t asked = 0;
      for (const std::string& line : lines) {
        const Verdict verdict = judge(policy, findings_in(line, LanguageTag::parse(language)->value), {});
        CAPTURE(policy.id, language, line);
        CHECK(verdict.kind != VerdictKind::block);
        asked += verdict.kind == VerdictKind::review ? 1U : 0U;
      }
      all += lines.size();
      std::printf("%s, harmless texts in %s: %zu, a person is asked about %.1f %%\n", policy.id.c_str(),
                  language.c_str(), lines.size(),
                  100.0 * static_cast<double>(asked) / static_cast<double>(lines.size()));
    }
  }
  CHECK(all >= 3 * 250);
}

TEST_CASE("the policies can block: what they block elsewhere, they block beside a harmless text") {
  Finding flash;
  flash.kind = "flash.general";
  flash.score = 0.5;
  const auto strict = load_policy(source + "/samples/policies/strict.yaml", filters());
  REQUIRE(strict);
  std::vector<Finding> findings = findings_in("My grandmother sings.", LanguageTag::parse("en")->value);
  findings.push_back(flash);
  CHECK(judge(*strict, findings, {}).kind == VerdictKind::block);
  Finding sure;
  sure.kind = "link";
  sure.score = 0.95;
  CHECK(judge(blocking_what_is_surest(), std::vector{sure}, {}).kind == VerdictKind::block);
}
