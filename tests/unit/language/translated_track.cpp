#include "pipeline/language/translated_track.h"

#include <catch2/catch.hpp>

#include "pipeline/language/romanised_track.h"

using namespace integrart;

namespace {

CueNode words(std::string_view text) {
  CueNode node;
  node.type = "text";
  node.text = text;
  return node;
}

CueNode element(std::string_view type, std::vector<CueNode> children) {
  CueNode node;
  node.type = type;
  node.children = std::move(children);
  return node;
}

Cue cue(std::string_view id, std::string_view text, std::vector<CueNode> tree) {
  Cue made;
  made.id = id;
  made.when = {MediaTime::from_seconds(1), MediaTime::from_seconds(2)};
  made.text = text;
  made.tree = std::move(tree);
  return made;
}

/// Markup around a whole cue, and markup inside one.
CueTrack marked_track() {
  CueTrack track;
  track.language = LanguageTag::parse("uk")->value;
  track.cues.push_back(cue("a", "<i>Дві домівки</i>", {element("i", {words("Дві домівки")})}));
  track.cues.push_back(
      cue("b", "одна <b>пісня</b> &amp; дощ", {words("одна "), element("b", {words("пісня")}), words(" & дощ")}));
  return track;
}

}  // namespace

TEST_CASE("markup around a whole cue stays in its translation, what is lost inside is noted") {
  const CueTrack track = marked_track();
  Draft draft;
  for (const char* target : {"Dwa domy", "jedna <pieśń> & deszcz"}) {
    DraftLine line;
    line.source = "x";
    line.target = target;
    line.from = DraftSource::memory;
    line.score = 100;
    draft.lines.push_back(line);
  }
  const auto translated = translated_track(track, draft, LanguageTag::parse("pl")->value, OpenLines::marked);
  REQUIRE(translated.value.cues.size() == 2);
  CHECK(translated.value.cues[0].text == "<i>Dwa domy</i>");
  CHECK(translated.value.cues[1].text == "jedna &lt;pieśń&gt; &amp; deszcz");
  CHECK(translated.value.cues[1].when == track.cues[1].when);
  REQUIRE(translated.notes.size() == 1);
  CHECK(translated.notes[0] == Message{"language.markup_lost", {{"cues", std::int64_t{1}}}});
}

TEST_CASE("Latin letters stand below the words, which stay as they are, or in their place") {
  const auto romanisation = Romanisation::of(LanguageTag::parse("uk")->value);
  REQUIRE(romanisation);
  const auto below = romanised_track(marked_track(), *romanisation, RomanisedPlace::below);
  CHECK(below.value.language.text() == "uk");
  CHECK(below.value.cues[0].text == "<i>Дві домівки</i>\n<lang uk-Latn>Dvi domivky</lang>");
  CHECK(below.value.cues[1].text == "одна <b>пісня</b> &amp; дощ\n<lang uk-Latn>odna pisnia &amp; doshch</lang>");
  CHECK(below.notes.empty());
  const auto alone = romanised_track(marked_track(), *romanisation, RomanisedPlace::alone);
  CHECK(alone.value.language.text() == "uk-Latn");
  CHECK(alone.value.cues[1].text == "odna pisnia &amp; doshch");
  CHECK(alone.value.cues[1].id == "b");
  REQUIRE(alone.notes.size() == 1);
  CHECK(alone.notes[0] == Message{"language.romanised_markup_lost", {{"cues", std::int64_t{2}}}});
}
