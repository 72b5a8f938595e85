// Cards for Anki: what is heard behind them.
#include <algorithm>

#include "formats/pack/anki/cards.h"
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

}  // namespace

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
