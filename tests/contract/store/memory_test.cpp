#include <catch2/catch.hpp>

#include "pipeline/store/database.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

MemoryEntry line(std::string source, std::string target, std::string circle, std::string licence = "") {
  MemoryEntry entry;
  entry.source = std::move(source);
  entry.target = std::move(target);
  entry.circle = std::move(circle);
  entry.licence = std::move(licence);
  entry.person = "Oksana";
  entry.work = "lullaby";
  entry.origin = "human";
  return entry;
}

}  // namespace

TEST_CASE("the memory keeps what is a circle's own apart from what is shared") {
  const TemporaryFolder folder;
  const auto database = open_database("sqlite:" + (folder.path() / "memory.db").string());
  REQUIRE(database);
  const auto memory = (*database)->memory();
  const LanguageTag uk = LanguageTag::parse("uk").value().value;
  const LanguageTag pl = LanguageTag::parse("pl").value().value;
  REQUIRE(memory->add(
      uk, pl,
      {line("дім", "dom", "north"), line("пісня", "piosenka", "south", "CC-BY-4.0"), line("ніч", "noc", "south")}));
  CHECK(memory->entries(uk, pl, "north")->size() == 2);
  CHECK(memory->entries(uk, pl, "south")->size() == 2);
  CHECK(memory->entries(uk, pl, "")->size() == 1);
  CHECK(memory->entries(pl, uk, "north")->empty());

  // The same line in the same place is replaced, not doubled.
  REQUIRE(memory->add(uk, pl, {line("дім", "domek", "north")}));
  const auto own = memory->entries(uk, pl, "north");
  REQUIRE(own->size() == 2);
  CHECK((*own)[1].target == "domek");
  CHECK_FALSE((*own)[1].changed.empty());

  CHECK(memory->entries_of_person("Oksana")->size() == 3);
  CHECK(memory->forget_person("Oksana").value() == 3);
  CHECK(memory->entries_of_person("Oksana")->empty());
  CHECK(memory->entries(uk, pl, "north")->size() == 2);
  CHECK(memory->forget_work("lullaby").value() == 3);
  CHECK(memory->entries(uk, pl, "north")->empty());
}
