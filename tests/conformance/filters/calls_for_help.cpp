// Calls for help in the words in which people write them, not in those of the lists; and harmless lines that look like
// calls or threats.

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

using namespace integrart;

namespace {

Json calls_and_lines() {
  std::ifstream file(INTEGRART_SOURCE_FOLDER "/tests/conformance/filters/calls_for_help.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto json = parse_json(text);
  REQUIRE(json);
  return std::move(*json);
}

std::vector<Finding> terms_in(const std::string& text, const std::string& language) {
  const auto result = find_by_id(filters(), "term")->look_at_text(text, LanguageTag::parse(language)->value, {});
  REQUIRE(result);
  return result->findings;
}

}  // namespace

TEST_CASE("calls for help are support terms in whatever words, and harmless look-alikes ask nobody") {
  const Json languages = calls_and_lines();
  CHECK(languages.members().size() == 8);
  for (const auto& [language, lines] : languages.members()) {
    CHECK(lines.at_or_null("calls").items().size() >= 15);
    CHECK(lines.at_or_null("harmless").items().size() >= 8);
    for (const Json& line : lines.at_or_null("calls").items()) {
      const std::string text = line.string_or("");
      CAPTURE(language, text);
      const auto findings = terms_in(text, language);
      CHECK_FALSE(findings.empty());
      for (const Finding& finding : findings) CHECK(finding.kind == "term.support");
      // A person sees the entry by its name, not the expression.
      for (const Finding& finding : findings) CHECK(render(finding.message, "en").find("\\b") == std::string::npos);
    }
    for (const Json& line : lines.at_or_null("harmless").items()) {
      const std::string text = line.string_or("");
      CAPTURE(language, text);
      for (const Finding& finding : terms_in(text, language)) {
        CAPTURE(finding.text, finding.kind);
        CHECK(false);
      }
    }
  }
}

TEST_CASE("what makes a line harmless counts in its own sentence only") {
  CHECK(terms_in("He beats me at chess.", "en").empty());
  CHECK(terms_in("At chess he beats me.", "en").empty());
  CHECK_FALSE(terms_in("We met at chess. He beats me.", "en").empty());
  CHECK_FALSE(terms_in("He beats me! I was good at chess once.", "en").empty());
}
