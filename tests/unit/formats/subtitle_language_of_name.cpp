#include "formats/subtitle/file_name/language_of_name.h"

#include <catch2/catch.hpp>

using namespace integrart;

TEST_CASE("the language stands before the extension") {
  const auto language = [](std::string_view name) {
    const auto tag = language_of_name(name);
    return tag ? tag->text() : std::string();
  };
  CHECK(language("song.pl.srt") == "pl");
  CHECK(language("song.uk.vtt") == "uk");
  CHECK(language("song.ua.srt") == "uk");
  CHECK(language("song.no.srt") == "nb");
  CHECK(language("song.sr-Latn.srt") == "sr-Latn");
  CHECK(language("song.pt_BR.srt") == "pt-BR");
  CHECK(language("my.song.pl.sdh.srt") == "pl");
  CHECK(language("song.srt").empty());
  CHECK(language("the.end.srt").empty());
  CHECK(language("v1.2.srt").empty());
  CHECK(language("pl.srt").empty());
  CHECK(language("").empty());
  CHECK(language(".pl.srt") == "");
}

TEST_CASE("a name comes apart into stem, language and extension") {
  const NameParts parts = parts_of_name("a.b.nn.default.vtt");
  CHECK(parts.stem == "a.b");
  CHECK(parts.extension == "vtt");
  REQUIRE(parts.language);
  CHECK(parts.language->text() == "nn");
  CHECK(parts_of_name("plain").stem == "plain");
  CHECK(parts_of_name("plain").extension.empty());
}
