// Harmless texts in eight languages, the same kinds in each: songs, recipes, scores, dates, words that only look bad,
// words quoted by those they hurt. None is blocked, and no language is suspected more than another.

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>

#include "filters/filters.h"
#include "pipeline/base/filter.h"
#include "pipeline/policy.h"
#include "tests/places.h"

using namespace integrart;

namespace {

/// Of texts that a person is asked about or warned of.
constexpr double most_alarm_share = 0.07;
/// How much more often than English, the language with the longest lists, any other may be.
constexpr double most_unfairness = 0.035;

Json harmless_texts() {
  std::ifstream file(test::source_folder() + "/tests/conformance/filters/harmless_texts.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto json = parse_json(text);
  REQUIRE(json);
  return std::move(*json);
}

Verdict verdict_on(const std::string& text, const LanguageTag& language) {
  std::vector<Finding> findings;
  for (const Filter* filter : filters()) {
    if (filter->look_at_text == nullptr) continue;
    const auto result = filter->look_at_text(text, language, {});
    REQUIRE(result);
    findings.insert(findings.end(), result->findings.begin(), result->findings.end());
  }
  return judge(Policy::default_policy(), findings, {});
}

}  // namespace

TEST_CASE("harmless texts are not blocked, and no language is suspected more than another") {
  const Json texts = harmless_texts();
  std::map<std::string, double> rates;
  std::size_t all = 0;
  for (const auto& [language, list] : texts.members()) {
    std::size_t alarms = 0;
    for (const Json& text : list.items()) {
      const std::string words = text.string_or("");
      CAPTURE(words);
      REQUIRE_FALSE(words.empty());
      const Verdict verdict = verdict_on(words, LanguageTag::parse(language)->value);
      CHECK(verdict.kind != VerdictKind::block);
      if (verdict.kind == VerdictKind::clear) continue;
      ++alarms;
      std::printf("  %s: a false alarm: %s\n", language.c_str(), words.c_str());
    }
    all += list.items().size();
    rates[language] = static_cast<double>(alarms) / static_cast<double>(list.items().size());
    std::printf("harmless texts in %s: %zu, false alarms %.1f %%\n", language.c_str(), list.items().size(),
                100 * rates[language]);
  }
  CHECK(all >= 200);
  CHECK(rates.size() == 8);
  for (const auto& [language, rate] : rates) {
    CAPTURE(language);
    CHECK(rate <= most_alarm_share);
    CHECK(rate <= rates["en"] + most_unfairness);
  }
}
