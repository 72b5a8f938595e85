// The recipes that come with the program, and those that people write.

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "pipeline/cli/collection_loading.h"
#include "tests/file_bytes.h"
#include "tests/places.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

const std::string recipes = test::source_folder() + "/samples/recipes/";

/// All keys of a document, at any depth; the names of encoders' own options are no keys of ours.
void collect_keys(const Json& json, std::set<std::string>& keys) {
  for (const Json& item : json.items()) collect_keys(item, keys);
  for (const auto& [key, value] : json.members()) {
    keys.insert(key);
    if (key != "tuning") collect_keys(value, keys);
  }
}

std::set<std::string> keys_of_a_full_recipe() {
  Recipe recipe = Recipe::default_recipe();
  recipe.more_video.push_back(recipe.video);
  recipe.term_lists.push_back({"names", "Oksana", false});
  std::set<std::string> keys;
  collect_keys(recipe.to_json(), keys);
  return keys;
}

/// What stands in code at the beginning of the rows of the tables.
std::set<std::string> keys_of_tables(const std::string& text) {
  std::set<std::string> keys;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    const std::string cell = line.substr(0, line.find('|', 1));
    for (std::size_t at = cell.find('`'); at != std::string::npos;) {
      const std::size_t end = cell.find('`', at + 1);
      keys.insert(cell.substr(at + 1, end - at - 1));
      at = cell.find('`', end + 1);
    }
  }
  return keys;
}

}  // namespace

TEST_CASE("the recipes that the program knows are those that can be read in the samples") {
  for (const char* name : {"default", "phone", "archive"}) {
    CAPTURE(name);
    const auto built_in = Recipe::named(name);
    REQUIRE(built_in);
    const std::string file = recipes + name + ".json";
    const auto read = load_recipe(file);
    REQUIRE(read);
    CHECK(read->to_json() == built_in->to_json());
    const auto written = parse_json(bytes_of(file));  // every key stands there, to be changed
    REQUIRE(written);
    CHECK(written->dump() == built_in->to_json().dump());
  }
}

TEST_CASE("every key of recipes is described beside them, and no other") {
  CHECK(keys_of_tables(bytes_of(recipes + "README.md")) == keys_of_a_full_recipe());
}

TEST_CASE("a recipe that there is not is refused with the names of those that there are") {
  const auto refused = load_recipe("nosuch");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::not_found);
  for (const char* known : {"nosuch", "default", "phone", "archive"})
    CHECK(render(refused.error(), "en").find(known) != std::string::npos);
  const auto absent = load_recipe("folder/nosuch.json");  // a file is meant
  REQUIRE_FALSE(absent);
  CHECK(render(absent.error(), "en").find("nosuch.json") != std::string::npos);
  CHECK(absent.error().what.id != "base.recipe_unknown");
}

TEST_CASE("a recipe of one's own needs to say only what differs, and mistakes are refused with their file and place") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "own.json").string();
  std::ofstream(file) << R"({"schema": "recipe/1", "id": "own", "dash": false})";
  const auto own = load_recipe(file);
  REQUIRE(own);
  Recipe expected = Recipe::default_recipe();
  expected.id = "own";
  expected.dash = false;
  CHECK(own->to_json() == expected.to_json());
  std::ofstream(file) << R"({"schema": "recipe/1", "ladr": []})";
  const auto mistaken = load_recipe(file);
  REQUIRE_FALSE(mistaken);
  CHECK(render(mistaken.error(), "en").find("ladr") != std::string::npos);
  CHECK(render(mistaken.error(), "en").find("own.json") != std::string::npos);
}
