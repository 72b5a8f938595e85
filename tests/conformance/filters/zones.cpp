// Machine-readable zones as print readers get them wrong, and words of a film over time.

#include <catch2/catch.hpp>

#include "filters/filters.h"
#include "filters/video/ocr/models.h"
#include "filters/video/ocr/seen_words.h"
#include "filters/video/ocr/zone.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

using namespace integrart;

namespace {

bool is_zone(const std::string& text) {
  const auto result = find_by_id(filters(), "pii")->look_at_text(text, LanguageTag{}, {});
  REQUIRE(result);
  return result->findings.size() == 1 && result->findings[0].kind == "pii.mrz";
}

std::string mended(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    CAPTURE(line);
    CHECK(may_be_zone_line(line));
    text += mended_zone_line(line) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("zones that print readers get wrong are mended to those of ICAO's examples") {
  const std::vector<std::vector<std::string>> misread{
      {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
      {"P<UT0ERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UT07408122F1204159ZE184226B<<<<<10"},
      {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<", "L898902C36UTO74O8I22F12O4I59ZE184226B<<<<<1O"},
      {"P<UTOERIKSSON<<ANNA<MARIA«<<<<<<<<<<<<<<<<<<", "L898902C36 UTO 7408122 F1204159 ZE184226B<<<<<10"},
      {"I<UTOD231458907<<<<<<<<<<<<<<<", "74O8122F12O4159UT0<<<<<<<<<<<6", "ERIKSS0N<<ANNA<MARIA<<<<<<<<<<"},
      {"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D23145890TUTO7408122F1204159<<<<<<<6"},
  };
  for (const auto& lines : misread) CHECK(is_zone(mended(lines)));
}

TEST_CASE("words that are no zone stay as they are") {
  for (const std::string text : {"PIEŚŃ DWÓCH DOMÓW", "SONGS OF TWO HOMES AND MANY OTHERS", "a < b < c",
                                 "+48 601 234 567", "", "<<<<<<", "Zadzwoń do mnie jutro o 18:00"})
    CHECK_FALSE(may_be_zone_line(text));
}

TEST_CASE("a caption that is read a little otherwise each time is one") {
  SeenWords words;
  const Box box{0.2, 0.8, 0.5, 0.05};
  words.look(0, {{"Ring 912 34 567", 0.8, box, 0, 0}});
  words.look(2, {{"Ring 912 34 S67", 0.7, box, 0, 0}});
  words.look(4, {{"Ring 912 34 567!", 0.9, box, 0, 0}, {"OSLO", 0.9, {0.1, 0.1, 0.1, 0.1}, 0, 0}});
  words.look(6, {{"Noe helt annet", 0.9, box, 0, 0}});
  words.finish(7);
  REQUIRE(words.spells().size() == 3);
  CHECK(words.spells()[0].text == "Ring 912 34 567!");
  CHECK(words.spells()[0].begin == 0);
  CHECK(words.spells()[0].end == 6);
  CHECK(words.spells()[1].text == "OSLO");
  CHECK(words.spells()[1].begin == 4);
  CHECK(words.spells()[1].end == 6);
  CHECK(words.spells()[2].begin == 6);
  CHECK(words.spells()[2].end == 7);
  CHECK(likeness("", "") == 1);
  CHECK(likeness("abc", "") == 0);
  CHECK(likeness("abcd", "abxd") == Approx(0.75));
}

TEST_CASE("the models follow the language of the work, and those that are missing are named") {
  const ReadingModels unknown = reading_models(LanguageTag{});
  CHECK(unknown.used.size() + unknown.missing.size() == 7);
  const ReadingModels dutch = reading_models(LanguageTag::parse("nl")->value);
  CHECK(dutch.used.size() + dutch.missing.size() == 5);
  const ReadingModels somali = reading_models(LanguageTag::parse("so")->value);
  CHECK(std::ranges::find(somali.missing, "som") != somali.missing.end());
}
