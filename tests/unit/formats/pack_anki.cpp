// Cards for Anki: what is heard behind them.
#include <algorithm>
#include <random>

#include "formats/pack/anki/cards.h"
#include "formats/pack/anki/collection.h"
#include "pipeline/base/text.h"
#include "tests/conformance/formats/trial_pack.h"

using namespace integrart;

namespace {

Activity activity_of(std::string kind, std::vector<ActivityItem> items) {
  Activity activity;
  activity.id = activity.kind = std::move(kind);
  activity.language = value_of(LanguageTag::parse("uk")).value;
  activity.title = activity.instructions = {"web.words", {}};
  activity.items = std::move(items);
  return activity;
}

ActivityItem item_of(std::vector<std::string> cues, ActivityContent content) {
  ActivityItem item;
  item.id = "1";
  item.cues = std::move(cues);
  item.content = std::move(content);
  return item;
}

const LocalisedText home{{{"en", "home"}}}, garden{{{"en", "garden"}}};

std::string sound_of(const anki::Deck& deck, std::string_view words) {
  for (const anki::Note& note : deck.notes)
    if (note.front.find(words) != std::string::npos) return note.sound;
  FAIL("no card of " << words);
  return {};
}

/// A deck in which `text` stands wherever words of a work can.
anki::Deck deck_saying(const std::string& text) {
  PackManifest manifest = trial_pack(text);
  manifest.works.resize(1);
  PackWork& film = manifest.works[0];
  film.licence = text;
  const LocalisedText translation{{{"en", text}}};
  film.activities = {activity_of("vocabulary", {item_of({}, VocabularyItem{text, 1, text, 0, text.size(), translation}),
                                                item_of({}, VocabularyItem{text + "!", 1, text, 0, 0, {}})}),
                     activity_of("flashcards", {item_of({}, FlashcardItem{text, translation})}),
                     activity_of("match", {item_of({}, MatchItem{{{text + "?", translation}}, {0}})})};
  std::vector<Message> notes;
  return anki::deck_of(manifest, notes);
}

anki::Deck gaps_saying(const std::string& text) {
  PackManifest manifest = trial_pack(text);
  manifest.works.resize(1);
  GapItem gap;
  gap.text = text + " мій " + text;
  gap.gaps.push_back({.begin = text.size() + 1, .length = 6, .answers = {text}, .tip = ""});
  manifest.works[0].activities = {activity_of("gap_fill", {item_of({}, gap)})};
  std::vector<Message> notes;
  return anki::deck_of(manifest, notes);
}

/// All that words of the work went into: the sound and the picture are the deck's own.
std::string words_of(const anki::Note& note) {
  return note.front + note.back + note.example + note.source;
}

}  // namespace

TEST_CASE("what Anki would take for a sound, a formula or markup of its own is shown as it was written") {
  for (const std::string text :
       {"[sound:x.mp3]", "[latex]\\frac12[/latex]", "\\(x\\)", "\\[x\\]", "[$]x[/$]", "[anki:tts]"}) {
    CAPTURE(text);
    for (const anki::Deck& deck : {deck_saying(text), gaps_saying(text)}) {
      REQUIRE_FALSE(deck.notes.empty());
      for (const anki::Note& note : deck.notes) {
        CHECK(words_of(note).find_first_of("[\\") == std::string::npos);
        CHECK(note.sound.empty());
      }
    }
  }
  const anki::Deck deck = deck_saying("a [b] \\(c\\)");
  CHECK(deck.notes.front().front.find("a &#91;b] <span class=\"tex2jax_ignore\">&#92;</span>(c") != std::string::npos);
  // The field that cards are sorted and compared by is the text as people see it.
  const DatabaseFile file = anki::collection_of(deck, "deck", 1);
  const auto& row = file.tables.at(1).rows.front();
  CHECK(std::get<std::string>(row.at(7)) == "a [b] \\(c\\)");
}

TEST_CASE("no text of a work brings a bracket or a backslash into a deck") {
  std::mt19937 chance(20261129);
  const std::vector<std::string> pieces = {"[", "]",     "\\", "(",   ")",  "sound:", "latex", "/",  "$",   "<b>",
                                           "&", "&#91;", "{{", "дім", "\n", "\t",     " ",     "\"", "صوت", "x"};
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (std::size_t count = 1 + chance() % 12; count > 0; --count) text += pieces[chance() % pieces.size()];
    CAPTURE(text);
    for (const anki::Deck& deck : {deck_saying(text), gaps_saying(text)})
      for (const anki::Note& note : deck.notes) CHECK(words_of(note).find_first_of("[\\") == std::string::npos);
  }
}

TEST_CASE("a card plays the line it is from, and a file is in the deck once") {
  PackManifest manifest = trial_pack("Home");
  PackWork& film = manifest.works[0];
  const ArtefactRef sleep = trial_artefact("sleep", "audio/mp4"), go = trial_artefact("go", "audio/mp4");
  film.line_sounds = {{{"1", "7"}, sleep}, {{"2"}, go}};
  film.activities = {
      activity_of("vocabulary", {item_of({"7"}, VocabularyItem{"дім", 1, "дім", 0, 6, home}),
                                 item_of({"9"}, VocabularyItem{"ліс", 1, "ліс", 0, 6, home})}),
      activity_of("flashcards", {item_of({"2"}, FlashcardItem{"Іди додому", home})}),
      activity_of("match", {item_of({"1", "2"}, MatchItem{{{"перше", home}, {"друге", garden}}, {1, 0}}),
                            item_of({"1"}, MatchItem{{{"третє", home}, {"четверте", garden}}, {1, 0}})}),
  };
  manifest.works.resize(1);
  std::vector<Message> notes;
  const anki::Deck deck = anki::deck_of(manifest, notes);
  const auto played = [](const ArtefactRef& file) {
    return "[sound:integrart-" + file.digest.hex().substr(0, 16) + ".m4a]";
  };
  CHECK(sound_of(deck, "дім") == played(sleep));
  CHECK(sound_of(deck, "ліс").empty());  // of a line that was not cut
  CHECK(sound_of(deck, "Іди додому") == played(go));
  CHECK(sound_of(deck, "перше") == played(sleep));
  CHECK(sound_of(deck, "друге") == played(go));
  CHECK(sound_of(deck, "третє").empty());  // whose cue it is nobody knows
  for (const ArtefactRef& file : {sleep, go})
    CHECK(std::ranges::count_if(deck.media, [&](const anki::Media& one) { return one.file.digest == file.digest; }) ==
          1);

  const PackTree tree = value_of(pack_format_of("anki").write(manifest)).value;
  const auto in_the_folder = [&](const ArtefactRef& file) {
    return std::ranges::count_if(tree.entries, [&](const PackEntry& entry) {
      const auto* artefact = std::get_if<ArtefactRef>(&entry.content);
      return artefact != nullptr && artefact->digest == file.digest && entry.path.starts_with("media/");
    });
  };
  CHECK(in_the_folder(sleep) == 1);
  CHECK(in_the_folder(go) == 1);
}
