#include "pipeline/language/bilingual.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

LanguageTag tag(std::string_view text) {
  return LanguageTag::parse(text).value().value;
}

CueNode node(std::string type, std::string text, std::vector<CueNode> children = {}) {
  CueNode made;
  made.type = std::move(type);
  made.text = std::move(text);
  made.children = std::move(children);
  return made;
}

Cue cue(std::string id, double begin, std::vector<CueNode> tree) {
  Cue made;
  made.id = std::move(id);
  made.when = {MediaTime::from_seconds(begin), MediaTime::from_seconds(begin + 2)};
  made.tree = std::move(tree);
  made.placement.line = 0.0;
  return made;
}

/// One cue in italics, one with a word in bold, one without words.
CueTrack song() {
  CueTrack track;
  track.language = tag("uk");
  track.cues.push_back(cue("cue 1", 0, {node("i", "", {node("text", "Два <ключі>")})}));
  track.cues.push_back(cue("c2", 3, {node("text", "один "), node("b", "дім"), node("text", "\nі сад")}));
  track.cues[1].tree[1].children = {node("text", "дім")};
  track.cues[1].tree[1].text.clear();
  track.cues.push_back(cue("c3", 6, {}));
  return track;
}

Draft draft_of(const std::vector<std::string>& sources, const std::vector<std::string>& targets) {
  Draft draft;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    DraftLine line;
    line.source = sources[i];
    if (!targets[i].empty()) line.target = targets[i];
    draft.lines.push_back(std::move(line));
  }
  return draft;
}

ExchangeDocument exported() {
  return bilingual_document(song(), draft_of({"Два <ключі>", "один дім і сад", ""}, {"Dwa <klucze>", "", ""}),
                            tag("uk"), tag("pl"), "song.uk.vtt");
}

}  // namespace

TEST_CASE("a unit per cue that has words, with its markup as codes") {
  const ExchangeDocument document = exported();
  REQUIRE(document.units.size() == 2);
  CHECK(document.units[0].id == "cue 1");
  const ExchangeText& italic = *document.units[0].variants[1].segments[0].text;
  REQUIRE(italic.size() == 3);
  CHECK(italic[0].text == "<i>");
  CHECK(italic[1].text == "Dwa <klucze>");
  CHECK(document.units[1].variants.size() == 1);
  CHECK(plain_text(document.units[1].variants[0]) == "один дім\nі сад");
}

TEST_CASE("an edited translation comes back at the times and places of its cues") {
  ExchangeDocument document = exported();
  ExchangeText edited = *document.units[1].variants[0].segments[0].text;
  edited[0].text = "jeden ";
  edited[2].text = "dom";
  edited[4].text = "\ni ogród";
  document.units[1].variants.push_back(exchange_variant(tag("pl"), edited, "final"));
  // As a writer may do it: another id, the old one as name, and codes counted from 7.
  document.units[0].id = "u1";
  document.units[0].name = "cue 1";
  for (ExchangeVariant& variant : document.units[0].variants)
    for (ExchangePiece& piece : *variant.segments[0].text)
      if (!piece.id.empty()) piece.id = "7";
  const auto back = track_from_bilingual(document, song(), tag("pl"));
  REQUIRE(back);
  REQUIRE(back->value.cues.size() == 2);
  CHECK(back->value.language.text() == "pl");
  CHECK(back->value.cues[0].id == "cue 1");
  CHECK(back->value.cues[0].text == "<i>Dwa &lt;klucze&gt;</i>");
  CHECK(back->value.cues[1].text == "jeden <b>dom</b>\ni ogród");
  CHECK(back->value.cues[1].when == song().cues[1].when);
  CHECK(back->value.cues[1].placement == song().cues[1].placement);
  REQUIRE(back->notes.size() == 1);
  CHECK(back->notes[0].id == "language.return_drafts");
}

TEST_CASE("what a file holds besides is told, and gets no markup of its own in") {
  ExchangeDocument document = exported();
  ExchangePiece evil;
  evil.kind = ExchangePiece::Kind::opening;
  evil.id = "99";
  evil.text = "<script>";
  document.units[0].variants[1] = exchange_variant(tag("pl"), {evil, text_piece("a < b")}, "final");
  ExchangeUnit foreign;
  foreign.id = "another song";
  document.units.push_back(foreign);
  const auto back = track_from_bilingual(document, song(), tag("pl"));
  REQUIRE(back);
  REQUIRE(back->value.cues.size() == 1);
  CHECK(back->value.cues[0].text == "a &lt; b");
  std::vector<std::string> notes;
  for (const Message& note : back->notes) notes.push_back(note.id);
  CHECK(notes ==
        std::vector<std::string>{"language.return_untranslated", "language.return_foreign", "language.return_codes"});
  document.units.erase(document.units.begin(), document.units.begin() + 2);
  CHECK(track_from_bilingual(document, song(), tag("pl")).error().what.id == "language.return_no_cue");
}

TEST_CASE("a tool that shows no codes loses none that are around the whole cue") {
  ExchangeDocument document = exported();
  document.units[0].variants[1] = exchange_variant(tag("pl"), plain_exchange_text("Dwa klucze"), "final");
  CHECK(track_from_bilingual(document, song(), tag("pl"))->value.cues[0].text == "<i>Dwa klucze</i>");
}
