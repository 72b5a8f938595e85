// Help lines belong to nobody: those of the list that comes with the program in every form that people write them in,
// those of one's own, and what is refused.

#include <catch2/catch.hpp>

#include "filters/text/personal_data/help_line_numbers.h"
#include "tests/conformance/filters/personal_data_found.h"

using namespace integrart;
using integrart::test::kinds_of_personal_data_in;

namespace {

std::vector<Finding> found_in(const std::string& text, const Json& parameters) {
  const auto result = find_by_id(filters(), "pii")->look_at_text(text, LanguageTag{}, parameters);
  REQUIRE(result);
  return result->findings;
}

Json with_list(const std::string& document) {
  return Json::object({{"term_lists", Json::array({Json::object({{"id", "house.json"}, {"lines", document}})})}});
}

const std::string house = R"({"schema": "help_lines/1", "id": "house", "owner": "Oksana", "source": "our notice board",
  "expires": "2027-06-30", "lines": [{"number": "22 73 41 59", "country": "NO", "name": "Our own line"},
                                     {"number": "0 44 123 45 67", "country": "UA", "name": "Our office in Kyiv"}]})";

}  // namespace

TEST_CASE("the numbers of known help lines are no personal data, in every form") {
  for (const std::string text : {"Dzwoń: 116 111",
                                 "Zadzwoń: 116 123",
                                 "tel. +48 116 111",
                                 "tel. 800 70 22 22",
                                 "telefon 800 121 212",
                                 "tel. 800 12 00 02",
                                 "zadzwoń 22 484 88 04",
                                 "tel. +48 22 484 88 04",
                                 "telefon 22 628 01 20",
                                 "tel. 22 230 99 00",
                                 "Ring Kripos: 23 20 80 00",
                                 "tlf. +47 23 20 80 00",
                                 "telefon 22 33 11 60",
                                 "tlf 22 40 00 40",
                                 "ring 800 57 000",
                                 "bel 0800-2000",
                                 "bel 0800-0113",
                                 "telefoon 088 0767 000",
                                 "tel. +31 88 0767 000",
                                 "bel 0900-8844",
                                 "телефон 0 800 500 335",
                                 "тел. +380 800 500 335",
                                 "дзвоніть 0 800 505 501",
                                 "тел. 0 800 213 103",
                                 "дзвони 112"}) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text).empty());
  }
  // Numbers beside them are people's.
  for (const std::string text : {"zadzwoń 22 484 88 05", "ring 23 20 80 01", "тел. +380 44 500 33 51"}) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text).contains("pii.phone"));
  }
}

TEST_CASE(
    "every number of the list that comes with the program has a name and a source, and the list an owner and an end") {
  const auto& lists = personal_data::built_in_help_lines();
  REQUIRE(lists);
  REQUIRE_FALSE(lists->empty());
  for (const HelpLines& list : *lists) {
    CHECK(list.lines.size() >= 40);
    CHECK_FALSE(list.licence.empty());
    CHECK(list.has_expired("2100-01-01"));
    for (const HelpLine& line : list.lines) {
      CAPTURE(line.number, line.country);
      CHECK_FALSE(line.name.empty());
      CHECK_FALSE(line.source.empty());
    }
  }
}

TEST_CASE("a list of one's own is asked too, until its last day") {
  for (const std::string text :
       {"ring 22 73 41 59", "tlf +47 22 73 41 59", "тел. +380 44 123 45 67", "тел. 044 123 45 67"}) {
    CAPTURE(text);
    CHECK(kinds_of_personal_data_in(text) == std::set<std::string>{"pii.phone"});
    CHECK(found_in(text, with_list(house)).empty());
  }
  CHECK_FALSE(found_in("tlf +48 22 734 15 90", with_list(house)).empty());
  const Filter* pii = find_by_id(filters(), "pii");
  REQUIRE(pii->of_the_day != nullptr);
  CHECK(pii->of_the_day(with_list(house), "2027-06-30").members().empty());
  Json late = with_list(house);
  late["expired_help_lines"] = pii->of_the_day(late, "2027-07-01").at_or_null("expired_help_lines");
  CHECK(texts_of(late.at_or_null("expired_help_lines")) == std::vector<std::string>{"house"});
  CHECK(found_in("ring 22 73 41 59", late).size() == 1);
  const auto result = pii->look_at_text("ring 22 73 41 59", LanguageTag{}, late);
  REQUIRE(result);
  CHECK(texts_of(result->evidence.at_or_null("expired_help_lines")) == std::vector<std::string>{"house"});
}

TEST_CASE("a list that nobody answers for, or that says something else than it means, is refused") {
  CHECK(HelpLines::read(house, "x"));
  const std::string rest = R"("source": "s", "expires": "2027-06-30", "lines": [)";
  const std::string begin = R"({"schema": "help_lines/1", "owner": "o", )";
  for (const auto& [document, place] : std::vector<std::pair<std::string, std::string>>{
           {"", ""},
           {"[]", ""},
           {R"({"schema": "term_list/1"})", "schema"},
           {R"({"schema": "help_lines/1", )" + rest + "]}", "owner"},
           {R"({"schema": "help_lines/1", "owner": "o", "expires": "2027-06-30", "lines": []})", "source"},
           {R"({"schema": "help_lines/1", "owner": "o", "source": "s", "lines": []})", "expires"},
           {R"({"schema": "help_lines/1", "owner": "o", "source": "s", "expires": "2027-02-30", "lines": []})",
            "expires"},
           {begin + R"("line": [], )" + rest + "]}", "line"},
           {begin + rest + R"({"number": "12", "name": "n"}]})", "lines[0].number"},
           {begin + rest + R"({"number": "112"}]})", "lines[0].name"},
           {begin + rest + R"({"number": "+47 112", "name": "n"}]})", "lines[0].number"},
           {begin + rest + R"({"number": "112", "name": "n", "country": "Norway"}]})", "lines[0].country"},
           {begin + rest + R"({"nummer": "112", "name": "n"}]})", "lines[0].number"}}) {
    CAPTURE(document);
    const auto refused = HelpLines::read(document, "x");
    REQUIRE_FALSE(refused);
    CHECK(render(refused.error(), "en").find(place) != std::string::npos);
  }
}
