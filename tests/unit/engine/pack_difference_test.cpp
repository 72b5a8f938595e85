// What is told of two releases besides their lines and files.
#include <catch2/catch.hpp>

#include "pipeline/engine/release/contents.h"
#include "pipeline/engine/release/diff.h"

using namespace integrart;

namespace {

PackManifest three_works() {
  PackManifest manifest;
  manifest.id = "home";
  manifest.title.by_language = {{"en", "Home"}};
  manifest.licence = "CC-BY-SA-4.0";
  for (const char* id : {"one", "two", "three"}) {
    PackWork work;
    work.id = id;
    work.kind = "audio";
    work.title.by_language = {{"en", id}};
    work.licence = "CC-BY-4.0";
    work.creators = {{"Anna", "singer", true}};
    work.level = "A1";
    manifest.works.push_back(std::move(work));
  }
  return manifest;
}

SignedList list_of(const PackManifest& manifest) {
  SignedList list;
  list.id = manifest.id;
  list.format = "web";
  list.contents = contents_of(manifest);
  return list;
}

Json changes(const PackManifest& from, const PackManifest& to) {
  return difference_between(list_of(from), list_of(to));
}

/// {"fact", "from", "to"} of the only fact that changed of the only work that did.
std::string only_fact(const Json& difference) {
  const Json& works = difference.at_or_null("works");
  REQUIRE(works.items().size() == 1);
  const Json& facts = works.items()[0].at_or_null("facts");
  REQUIRE(facts.items().size() == 1);
  return facts.items()[0].dump();
}

}  // namespace

TEST_CASE("what is said about a work is told when it changed") {
  const PackManifest before = three_works();
  const auto changed = [&](auto&& change) {
    PackManifest after = before;
    change(after.works[1]);
    return only_fact(changes(before, after));
  };
  const LocalisedText words{{{"en", "words"}}};
  CHECK(changed([](PackWork& work) { work.level = "A2"; }) == R"({"fact":"level","from":"A1","to":"A2"})");
  CHECK(changed([](PackWork& work) { work.licence = "CC0-1.0"; }) ==
        R"({"fact":"licence","from":"CC-BY-4.0","to":"CC0-1.0"})");
  CHECK(changed([&](PackWork& work) { work.description = words; }) == R"({"fact":"description"})");
  CHECK(changed([&](PackWork& work) { work.alt = words; }) == R"({"fact":"alt"})");
  CHECK(changed([&](PackWork& work) { work.title = words; }) == R"({"fact":"title"})");
  CHECK(changed([&](PackWork& work) { work.objectives = {words}; }) == R"({"fact":"objectives"})");
  CHECK(changed([](PackWork& work) { work.about = {"home"}; }) == R"({"fact":"topics"})");
  CHECK(changed([](PackWork& work) { work.creators.push_back({"Bohdan", "", false}); }) == R"({"fact":"credits"})");
}

TEST_CASE("another order of the works that stayed is told") {
  const PackManifest before = three_works();
  PackManifest after = before;
  std::swap(after.works[0], after.works[2]);
  CHECK(changes(before, after).at_or_null("order").boolean_or(false));
  CHECK(changes(before, after).at_or_null("works").items().empty());
  after = before;
  after.works.erase(after.works.begin());
  PackWork four = before.works[0];
  four.id = "four";
  after.works.insert(after.works.begin() + 1, four);
  CHECK_FALSE(changes(before, after).at_or_null("order").boolean_or(true));  // come and gone is no new order
}

TEST_CASE("what is said about the pack is told when it changed, and no text stands in the list but titles") {
  const PackManifest before = three_works();
  PackManifest after = before;
  after.licence = "CC-BY-4.0";
  after.title.by_language["pl"] = "Dom";
  after.description.by_language["en"] = "Songs of home";
  const Json facts = changes(before, after).at_or_null("facts");
  CHECK(facts.dump() ==
        R"([{"fact":"title"},{"fact":"description"},{"fact":"licence","from":"CC-BY-SA-4.0","to":"CC-BY-4.0"}])");
  after.works[0].description.by_language["en"] = "A secret";
  for (const char* words : {"Songs of home", "A secret", "Anna"})
    CHECK(contents_of(after).dump().find(words) == std::string::npos);
}

TEST_CASE("what a list of an earlier version does not say has not changed") {
  SignedList old = list_of(three_works());
  Json works = Json::empty_array();
  for (const Json& work : old.contents.at_or_null("works").items())
    works.push_back(Json::object(
        {{"id", work.at_or_null("id")}, {"title", work.at_or_null("title")}, {"licence", work.at_or_null("licence")}}));
  old.contents = Json::object({{"works", works}});
  const Json difference = difference_between(old, list_of(three_works()));
  CHECK(difference.at_or_null("facts").items().empty());
  for (const Json& work : difference.at_or_null("works").items()) CHECK(work.at_or_null("facts").items().empty());
}
