#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "tests/places.h"

using namespace integrart;

TEST_CASE("every text format documents itself and its examples hold") {
  REQUIRE_FALSE(text_formats().empty());
  std::set<std::string_view> ids;
  for (const TextFormat* const format : text_formats()) {
    INFO("format " << format->id);
    CHECK(ids.insert(format->id).second);
    CHECK_FALSE(format->media_type.empty());
    CHECK_FALSE(format->extensions.empty());
    CHECK_FALSE(format->doc.summary.empty());
    CHECK_FALSE(format->doc.details.empty());
    CHECK(format->doc.source.starts_with("https://"));
    REQUIRE_FALSE(format->doc.examples.empty());
    for (const Example& example : format->doc.examples) {
      INFO("example " << example.name);
      CHECK(format->read(example.input, {}, {}).has_value() == example.accepted);
    }
  }
}

TEST_CASE("text formats are deterministic and survive any bytes") {
  std::uint32_t random = 7;
  for (const TextFormat* const format : text_formats()) {
    for (int round = 0; round < 500; ++round) {
      std::string bytes;
      for (int i = 0; i < 200; ++i) {
        random = random * 1664525U + 1013904223U;
        bytes += static_cast<char>(random >> 24U & (round % 2 == 0 ? 0x7FU : 0xFFU));
      }
      const auto first = format->read(bytes, {}, {});
      const auto second = format->read(bytes, {}, {});
      REQUIRE(first.has_value() == second.has_value());
      if (first) CHECK(first->value.html == second->value.html);
    }
  }
}

TEST_CASE("the declaration of human rights is read in twelve languages") {
  const char* const named = std::getenv("INTEGRART_SHARED");
  const std::filesystem::path folder =
      std::filesystem::path(named != nullptr ? named : test::source_folder() + "/../shared") / "media/texts";
  if (!std::filesystem::exists(folder)) {
    std::cout << "skipped: the shared media are not here\n";
    return;
  }
  const TextFormat* const plain = find_by_id(text_formats(), "plain");
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    INFO(name);
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto language = LanguageTag::parse(name.substr(5, name.rfind('.') - 5));
    REQUIRE(language);
    const auto clean = plain->read(bytes, language->value, {});
    INFO((clean ? std::string() : render(clean.error())));
    REQUIRE(clean);
    CHECK(clean->value.sentences.size() >= 60);
    CHECK(clean->value.html.find("lang=\"" + language->value.text() + "\"") != std::string::npos);
    CHECK((clean->value.html.find("dir=\"rtl\"") != std::string::npos) == language->value.is_right_to_left());
    ++files;
  }
  CHECK(files == 12);
}
