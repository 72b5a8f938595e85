#include "pipeline/engine/work_title.h"

#include <catch2/catch.hpp>

using namespace integrart;

TEST_CASE("a song that nobody gave a title is called what its file says") {
  SourceFacts facts;
  facts.title = "Колискова";
  CollectionWork work;
  work.file = "songs/track01.uk.mp3";
  work.language = LanguageTag::parse("uk")->value;
  const auto title_of = [&](std::string_view written) {
    work.title = {};
    if (!written.empty()) work.title.by_language["uk"] = written;
    take_title_of_file(facts, work);
    return work.title.in("uk");
  };
  CHECK(title_of("") == "Колискова");
  CHECK(title_of("track01") == "Колискова");
  CHECK(title_of("track01.uk") == "Колискова");
  CHECK(title_of("track") == "track");  // somebody wrote it
  CHECK(title_of("Перша") == "Перша");
  facts.title.clear();
  CHECK(title_of("track01") == "track01");
}
