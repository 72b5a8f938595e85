// Rule lists as documents: what they say about themselves is kept to.

#include <catch2/catch.hpp>

#include "filters/filters.h"
#include "filters/text/terms/built_in_lists.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/term_list.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/message.h"

using namespace integrart;

namespace {

/// A document with these keys beside its name and rules.
std::string document(const std::string& keys, const std::string& rules) {
  return R"({"schema":"term_list/1","id":"ours",)" + keys + R"("rules":[)" + rules + "]}";
}

FilterResult looked(const std::string& text, const std::string& list, Json parameters = Json::empty_object(),
                    std::string_view language = "en") {
  const Filter* term = find_by_id(filters(), "term");
  REQUIRE(term != nullptr);
  parameters["term_lists"] = Json::array({Json::object({{"id", "ours.json"}, {"lines", list}})});
  auto result = term->look_at_text(text, LanguageTag::parse(language)->value, parameters);
  REQUIRE(result);
  return std::move(*result);
}

std::vector<std::string> found(const FilterResult& result) {
  std::vector<std::string> texts;
  for (const Finding& finding : result.findings) texts.push_back(finding.text);
  return texts;
}

std::string refusal(const std::string& list) {
  const auto read = TermList::read(list, "ours.json");
  REQUIRE_FALSE(read);
  return render(read.error(), "en");
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a list is looked for in the places it is for") {
  const std::string list = document(R"("scope":["title","file_name"],)", R"({"term":"plumbus"})");
  const auto at = [&](const char* place) {
    return looked("a plumbus", list, Json::object({{"place", place}})).findings.size();
  };
  CHECK(at("title") == 1);
  CHECK(at("file_name") == 1);
  for (const char* place : {"text", "subtitles", "picture", "description", "alt", "credit"}) CHECK(at(place) == 0);
  CHECK(looked("a plumbus", list).findings.empty());  // a text, when nobody says otherwise
  CHECK(looked("a plumbus", document(R"("scope":["all"],)", R"({"term":"plumbus"})")).findings.size() == 1);
}

TEST_CASE("a list is looked for in texts of its languages, and in those of which nobody knows the language") {
  const std::string list = document(R"("languages":["pl","uk"],)", R"({"term":"plumbus"})");
  for (const char* language : {"pl", "uk", "pl-PL", "und"})
    CHECK(looked("plumbus", list, Json::empty_object(), language).findings.size() == 1);
  for (const char* language : {"en", "nb", "ru"})
    CHECK(looked("plumbus", list, Json::empty_object(), language).findings.empty());
}

TEST_CASE("what a list suggests is a remark, a look, or a call for help; never a block") {
  const auto first = [](const char* action) {
    return looked("plumbus", document(std::string(R"("action":")") + action + "\",", R"({"term":"plumbus"})"))
        .findings.at(0);
  };
  CHECK(first("note").score < 0.2);
  CHECK(first("note").severity == Severity::info);
  CHECK(first("review").score == 0.5);
  CHECK(first("support").kind == "term.support");
  CHECK(refusal(document(R"("action":"block",)", R"({"term":"plumbus"})")).find("note, review, support") !=
        std::string::npos);
}

TEST_CASE("a list that has expired finds nothing and is named") {
  const std::string list = document(R"("expires":"2026-03-31",)", R"({"term":"plumbus"})");
  const Filter* term = find_by_id(filters(), "term");
  const Json parameters =
      Json::object({{"term_lists", Json::array({Json::object({{"id", "ours.json"}, {"lines", list}})})}});
  CHECK(term->of_the_day(parameters, "2026-03-31") == Json::empty_object());
  CHECK(term->of_the_day(parameters, "") == Json::empty_object());
  const Json after = term->of_the_day(parameters, "2026-04-01");
  CHECK(after == term->of_the_day(parameters, "2027-01-01"));  // so that the step runs again once
  REQUIRE(after.at_or_null("expired").items().size() == 1);
  CHECK(looked("a plumbus", list).findings.size() == 1);
  const FilterResult late = looked("a plumbus, idiot", list, after);
  CHECK(found(late) == Texts{"idiot"});
  CHECK(late.evidence.at_or_null("expired").items().at(0).string_or("") == "ours");
  // The starter lists are to be looked through again as well.
  CHECK(term->of_the_day(Json::empty_object(), "2099-01-01").at_or_null("expired").items().size() == 8);
}

TEST_CASE("a list that is tried out is counted and finds nothing") {
  const std::string list =
      document(R"("dry_run":true,)", R"({"term":"plumbus"},{"term":"silly goose"},{"term":"gizmo"})");
  const FilterResult tried = looked("A plumbus, a p1umbus, a silly goose.", list);
  CHECK(tried.findings.empty());
  const Json& counts = tried.evidence.at_or_null("would_find");
  REQUIRE(counts.items().size() == 2);
  CHECK(counts.items()[0].at_or_null("term").string_or("") == "plumbus");
  CHECK(counts.items()[0].at_or_null("times").integer_or(0) == 2);
  CHECK(counts.items()[1].at_or_null("times").integer_or(0) == 1);
}

TEST_CASE("regular expressions are found in the shadow copy and told where they stand in the text") {
  const std::string list =
      document("", R"({"term":"\\bflat[ -]?(no|nr)\\.? ?[0-9]{1,3}\\b","match":"regex","exceptions":["flat no 7"]})");
  const FilterResult result = looked("Ти: FLAT nr. 12, \uFF26lat\u200B-no 3; flat no 7, flatnose", list);
  CHECK(found(result) == Texts{"FLAT nr. 12", "\uFF26lat\u200B-no 3"});
  CHECK(*result.findings.at(0).span == TextSpan{4, 15});
  CHECK(result.findings.at(0).kind == "term.other");
  // Any ending may be excepted.
  CHECK(looked("abcde abcxy", document("", R"({"term":"abc[a-z]+","match":"regex","exceptions":["abcx*"]})"))
            .findings.size() == 1);
  // Signs that are two units of UTF-16 keep their places.
  CHECK(*looked("😀😀 zyx", document("", R"({"term":"z.x","match":"regex"})")).findings.at(0).span == TextSpan{3, 6});
}

TEST_CASE("an expression that takes too long is given up and asks a person") {
  const std::string list = document("", R"({"term":"(a+)+(a+)+b","match":"regex"},{"term":"plumbus"})");
  const FilterResult result = looked("plumbus " + std::string(5000, 'a'), list);
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].text == "plumbus");
  CHECK(result.findings[1].rule == "ours+given-up");
  CHECK_FALSE(result.findings[1].span);
  CHECK(result.findings[1].score == 0.5);
  // Deep rather than long.
  CHECK_FALSE(
      looked(std::string(300000, 'a'), document("", R"({"term":"(a|b|c)*z","match":"regex"})")).findings.empty());
}

TEST_CASE("what is wrong with a list is said with its place") {
  const auto says = [](const std::string& list, const char* what) {
    CAPTURE(list);
    const std::string told = refusal(list);
    CAPTURE(told);
    CHECK(told.find(what) != std::string::npos);
  };
  says(document("", R"({"term":"good"},{"term":"bad(","match":"regex"})"), "rules[1].term");
  says(document("", R"({"term":"bad(","match":"regex"})"), "bad(");
  says(document("", R"({"term":"x*y*","match":"regex"})"), "x*y*");  // is found in every text
  says(document("", R"({"term":"ab","match":"regex"})"), "3-300");
  says(document("", R"({"term":"good"},{"term":"fine"},{"term":""})"), "rules[2].term");
  says(document("", R"({"term":"good","match":"substring"})"), "word, prefix, phrase, regex");
  says(document("", R"({"term":"good","colour":"red"})"), "colour");
  says(document(R"("scope":["titel"],)", R"({"term":"good"})"), "scope");
  says(document(R"("languages":["not a language"],)", R"({"term":"good"})"), "languages");
  says(document(R"("expires":"next year",)", R"({"term":"good"})"), "expires");
  says(R"({"schema":"term_list/2","rules":[]})", "schema");
  says(R"({"schema":"term_list/1"})", "rules");
  says("{", "");
}

TEST_CASE("documents and lines are told apart, and a document comes back the same") {
  const auto lines = TermList::read("# ours\nplumbus\n", "ours.txt");
  REQUIRE(lines);
  CHECK(lines->id == "ours.txt");
  CHECK(lines->rules.size() == 1);
  const auto list = TermList::read(
      "\n " +
          document(
              R"("name":"Our words","scope":["text"],"languages":["ua"],"action":"note","dry_run":true,"owner":"A","expires":"2027-01-01",)",
              R"({"term":"a.c","match":"regex"},{"term":"b","match":"prefix","exceptions":["bb"]})"),
      "ours.json");
  REQUIRE(list);
  CHECK(list->id == "ours");
  CHECK(list->languages == std::vector<std::string>{"uk"});
  const auto again = TermList::from_json(list->to_json());
  REQUIRE(again);
  CHECK(again->to_json() == list->to_json());
  CHECK(TermList::read(R"({"schema":"term_list/1","rules":[]})", "file.json")->id == "file.json");
}

TEST_CASE("starter lists say for what they are") {
  const auto lists = built_in_term_lists();
  REQUIRE(lists);
  for (const TermList& list : *lists) {
    CAPTURE(list.id);
    CHECK_FALSE(list.name.empty());
    CHECK(list.action == "review");
    CHECK(list.scope == std::vector<std::string>{"all"});
    const std::string own = list.id.substr(list.id.rfind('-') + 1);
    if (own == "en" || own == "ru")
      CHECK(list.languages.empty());
    else
      CHECK(list.languages == std::vector<std::string>{own});
  }
}
