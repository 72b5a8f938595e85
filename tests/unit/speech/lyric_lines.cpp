#include "pipeline/speech/lyric_lines.h"

#include <catch2/catch.hpp>

#include "pipeline/speech/section_words.h"

using namespace integrart;

namespace {

std::vector<std::string> lines_of(std::string_view text, const char* language = "uk") {
  const auto lines = lyric_lines(text, LanguageTag::parse(language)->value);
  REQUIRE(lines);
  std::vector<std::string> texts;
  for (const TextLine& line : lines->value) texts.push_back(line.text);
  return texts;
}
using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a label without lines of its own repeats the lines of the first one") {
  CHECK(lines_of("[Verse 1]\na\nb\n\n[Chorus]\nc\nd\n\n[Verse 2]\ne\n\n[Chorus]\n") ==
        Lines{"a", "b", "c", "d", "e", "c", "d"});
  CHECK(lines_of("Куплет 1:\nа\n\nПриспів:\nб\n\nКуплет 2:\nв\n\nПРИСПІВ\n") == Lines{"а", "б", "в", "б"});
  CHECK(lines_of("a\n\nRefren\nb\n\nc\n\nRefren\n") == Lines{"a", "b", "c", "b"});
  CHECK(lines_of("[Refrein]\na\nb\n\n[Refrein x2]") == Lines{"a", "b", "a", "b", "a", "b"});
  CHECK(lines_of("a\n\n[Solo]\n\nb") == Lines{"a", "b"});
}

TEST_CASE("repeat marks repeat the line, the stanza or the section") {
  CHECK(lines_of("la la x2\nb") == Lines{"la la", "la la", "b"});
  CHECK(lines_of("la la (2x)\nb (×3)") == Lines{"la la", "la la", "b", "b", "b"});
  CHECK(lines_of("ой у лузі (2 рази)") == Lines{"ой у лузі", "ой у лузі"});
  CHECK(lines_of("hej sokoły bis") == Lines{"hej sokoły", "hej sokoły"});
  CHECK(lines_of("a\n\nb\nc\n(x2)\nd") == Lines{"a", "b", "c", "b", "c", "d"});
  CHECK(lines_of("[Chorus x2]\na\nb") == Lines{"a", "b", "a", "b"});
}

TEST_CASE("words that only look like marks are sung") {
  CHECK(lines_of("(oh yeah)\nroute 66\nbox2\nbridge over troubled water") ==
        Lines{"(oh yeah)", "route 66", "box2", "bridge over troubled water"});
  CHECK_FALSE(section_label("verse after verse"));
  CHECK(section_label("Verse 2")->name == "verse 2");
  CHECK(section_label("[Chorus: Anna]")->name == "chorus: anna");
}

TEST_CASE("a language in brackets holds for a line or from there on") {
  const auto lines = lyric_lines("a\n[pl] b\nc\n[en]\nd\ne", LanguageTag::parse("uk")->value);
  REQUIRE(lines);
  std::string languages;
  for (const TextLine& line : lines->value) languages += line.language.text() + " ";
  CHECK(languages == "uk pl uk en en ");
}

TEST_CASE("control characters become spaces, prose becomes sentences") {
  CHECK(lines_of("a\tb\x01 c\x7F\n\n \n") == Lines{"a b c"});
  const std::string sentence =
      "This is a sentence that is long enough to be prose when it is said three times in a row.";
  CHECK(lines_of(sentence + " " + sentence, "en") == Lines{sentence, sentence});
}

TEST_CASE("hostile texts are refused in words") {
  const LanguageTag language = LanguageTag::parse("en")->value;
  CHECK(lyric_lines(std::string(10U << 20U, 'a'), language).error().code == Errc::limit_exceeded);
  CHECK(lyric_lines(std::string(100'000, 'a'), language).error().what.id == "speech.line_too_long");
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "la x20\n";
  CHECK(lyric_lines(many, language).error().what.id == "speech.too_many_lines");
  CHECK(lyric_lines("", language).error().what.id == "speech.no_words");
  CHECK(lyric_lines("[Intro]\n\n", language).error().what.id == "speech.no_words");
  CHECK(lyric_lines("\xFF\xFE", language).error().code == Errc::invalid_input);
}
