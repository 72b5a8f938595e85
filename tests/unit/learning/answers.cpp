// What counts as the same answer. The cases lie in a file that the browser tests read too.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "pipeline/base/json.h"
#include "pipeline/learning/answer.h"
#include "tests/places.h"

using namespace integrart;
using namespace integrart::learning;

TEST_CASE("answers are compared the way the cases say", "[learning][answer]") {
  std::ostringstream text;
  text << std::ifstream(test::source_folder() + "/tests/golden/learning/answers.json").rdbuf();
  const auto cases = parse_json(text.str());
  REQUIRE(cases);
  REQUIRE(cases->items().size() > 40);
  for (const Json& one : cases->items()) {
    const auto& row = one.items();
    REQUIRE(row.size() == 4);
    const std::string language = row[0].string_or(""), expected = row[1].string_or(""), given = row[2].string_or("");
    INFO(language << ": " << expected << " / " << given);
    const Answer answer = compare_answer(expected, given, LanguageTag::parse(language).value().value);
    CHECK(std::string(answer == Answer::right    ? "right"
                      : answer == Answer::almost ? "almost"
                                                 : "wrong") == row[3].string_or(""));
  }
}

TEST_CASE("folding an answer twice changes nothing more", "[learning][answer]") {
  for (const std::string language : {"uk", "pl", "nl", "nb", "nn", "en", "ru", "ar", "fa"})
    for (const std::string text : {"Пам’ятає — «Ґанок»!", "Łódź, ŚNIEG", "Eén IJS, café", "Ærlig å, Ørn", "الشَّمسُ أحمد",
                                   "’s ochtends", "", "...", "👩‍👩‍👧 'a'"}) {
      const LanguageTag tag = LanguageTag::parse(language).value().value;
      const std::string once = folded_answer(text, tag);
      CHECK(folded_answer(once, tag) == once);
    }
}
