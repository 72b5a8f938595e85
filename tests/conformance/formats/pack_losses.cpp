// What a pack format has no place for: told once a work and kind, in every language.
#include <map>
#include <set>

#include "formats/tables.h"
#include "pipeline/base/message.h"
#include "tests/conformance/formats/trial_pack.h"
#include "tests/pack_trial_files.h"

using namespace integrart;

namespace {

ActivityItem item_of(ActivityContent content) {
  ActivityItem item;
  item.id = "1";
  item.content = std::move(content);
  return item;
}

/// One exercise of every kind.
std::vector<Activity> all_kinds() {
  const LocalisedText home{{{"en", "home"}}};
  const std::string line = "Спи, мій малий";
  const ActivityGap gap{.begin = 0, .length = std::string("Спи").size(), .answers = {"Спи"}, .tip = ""};
  std::map<std::string, ActivityContent> contents;
  contents["karaoke"] = contents["repeat"] = LineItem{line, {}, {}};
  contents["gap_fill"] = GapItem{line, {gap}};
  contents["choice"] = ChoiceItem{line, gap, {"Йди", "Спи"}, 1};
  contents["order"] = OrderItem{{"a", "b"}, {1, 0}};
  contents["match"] = MatchItem{{{"дім", home}, {"сад", home}}, {1, 0}};
  contents["dictation"] = DictationItem{line, {line}, {}};
  contents["vocabulary"] = VocabularyItem{"дім", 1, "дім", 0, std::string("дім").size(), home};
  contents["flashcards"] = FlashcardItem{"дім", home};
  Question question;
  question.question = home;
  question.options = {home, {{{"en", "garden"}}}};
  question.correct = {0};
  contents["questions"] = question;
  std::vector<Activity> activities;
  for (const std::string_view kind : activity_kinds) {
    Activity activity;
    activity.id = activity.kind = kind;
    activity.language = value_of(LanguageTag::parse("uk")).value;
    activity.title = activity.instructions = {"web.words", {}};
    activity.items = {item_of(contents.at(std::string(kind)))};
    activities.push_back(std::move(activity));
  }
  return activities;
}

/// The film and the poem of `trial`, a song and a picture; the film has an exercise of every kind.
PackManifest trial_of_everything() {
  PackManifest manifest = trial_pack("Home");
  manifest.works[0].activities = all_kinds();
  PackWork song = manifest.works[1];
  song.id = "song";
  song.kind = "audio";
  song.renditions = {{"aac", "audio", trial_artefact("song", "audio/mp4"), "m4a", 0, 0, 10}};
  song.activities = {all_kinds()[1]};
  PackWork picture = manifest.works[1];
  picture.id = "picture";
  picture.kind = "image";
  picture.alt.by_language = {{"en", "a house"}};
  picture.texts.clear();
  picture.renditions = {{"1280", "image", trial_artefact("large picture", "image/webp"), "webp", 1280, 960, 0},
                        {"1280", "image", trial_artefact("large picture", "image/jpeg"), "jpg", 1280, 960, 0},
                        {"640", "image", trial_artefact("picture", "image/jpeg"), "jpg", 640, 480, 0}};
  picture.activities = {all_kinds()[6]};
  manifest.works.push_back(song);
  manifest.works.push_back(picture);
  return manifest;
}

std::string text_in(const Message& note, std::size_t argument) {
  return std::get<std::string>(note.arguments.at(argument).second);
}

std::vector<std::string> in_pieces(const std::string& list) {
  std::vector<std::string> pieces;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(", ", begin), list.size());
    pieces.push_back(list.substr(begin, end - begin));
    begin = end + 2;
  }
  return pieces;
}

/// What was left out, each as "work kind-of-note what".
std::set<std::string> left_out_by(std::string_view id, const PackManifest& manifest) {
  std::set<std::string> found, kinds, works_with_files;
  const auto add = [&](const std::string& line) { CHECK(found.insert(line).second); };  // said once
  for (const Message& note : value_of(pack_format_of(id).write(manifest)).notes) {
    if (note.id == "pack.exercises_left_out") {
      CHECK(kinds.insert(text_in(note, 0)).second);  // one note a kind
      for (const std::string& work : in_pieces(text_in(note, 2))) add(work + " exercise " + text_in(note, 0));
    } else if (note.id == "pack.renditions_left_out") {
      CHECK(works_with_files.insert(text_in(note, 0)).second);  // one note a work
      for (const std::string& file : in_pieces(text_in(note, 1))) add(text_in(note, 0) + " file " + file);
    } else if (note.id == "pack.part_left_out") {
      add(text_in(note, 0) + " part " + text_in(note, 1));
    } else if (note.id == "h5p.sound_left_out" || note.id == "anki.no_cards") {
      add(text_in(note, 0) + (note.id == "anki.no_cards" ? " cards" : " part"));
    } else {
      continue;
    }
    for (const std::string& language : message_languages()) {
      const std::string words = render(note, language);
      INFO(words);
      CHECK(words.find(note.id) == std::string::npos);
      CHECK(words.find('{') == std::string::npos);
    }
  }
  return found;
}

std::set<std::string> exercises_left_out(const std::string& work, std::initializer_list<const char*> kinds) {
  std::set<std::string> lines;
  for (const char* kind : kinds) lines.insert(work + " exercise " + kind);
  return lines;
}

std::set<std::string> together(std::initializer_list<std::set<std::string>> sets) {
  std::set<std::string> all;
  for (const auto& one : sets) all.insert(one.begin(), one.end());
  return all;
}

/// Texts that have become shorter, each as "work text length".
std::set<std::string> shortened_by(std::string_view id, const PackManifest& manifest) {
  std::set<std::string> found, texts;
  for (const Message& note : value_of(pack_format_of(id).write(manifest)).notes) {
    if (note.id != "pack.text_shortened") continue;
    const std::string text = text_in(note, 0) + " " + text_in(note, 1);
    CHECK(texts.insert(text).second);  // said once
    const std::string length = std::to_string(std::get<std::int64_t>(note.arguments.at(2).second));
    found.insert(text + " " + length);
    for (const std::string& language : message_languages()) {
      const std::string words = render(note, language);
      INFO(words);
      CHECK(words.find(length + " ") != std::string::npos);
      CHECK(words.starts_with(text_in(note, 0)));
      CHECK(words.find('{') == std::string::npos);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("what a pack format has no place for is a note that names the work, once and in every language") {
  const PackManifest manifest = trial_of_everything();
  const auto of_film = [](std::initializer_list<const char*> kinds) { return exercises_left_out("film", kinds); };
  const std::set<std::string> songs{"song exercise gap_fill"}, pictures{"picture exercise vocabulary"};
  const std::set<std::string> no_questions =
      together({of_film({"karaoke", "order", "dictation", "vocabulary", "flashcards", "repeat"}), pictures});
  const std::set<std::string> no_media{"film part film", "film part subtitles", "picture part picture",
                                       "song part sound", "song part text"};
  const std::set<std::string> one_small_file{"film file 720p.mp4", "picture file 1280.webp", "picture file 640.jpg"};
  const std::set<std::string> one_larger_file{"film file 360p.mp4", "picture file 1280.webp", "picture file 640.jpg"};
  const std::map<std::string, std::set<std::string>> expected{
      {"web", {}},
      {"bagit", {}},
      {"scorm12", one_larger_file},
      {"scorm2004", one_larger_file},
      {"cmi5", one_larger_file},
      {"kolibri",
       {"picture file 1280.webp", "picture file 640.jpg"}},  // both films are in it: one beside the exercises
      {"epub", together({of_film({"karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary",
                                  "flashcards", "repeat", "questions"}),
                         songs, pictures, one_small_file})},
      {"cc11", together({no_questions, one_small_file})},
      {"cc13", together({no_questions, one_small_file})},
      {"qti21", together({no_questions, no_media})},
      {"qti30", together({no_questions, no_media})},
      {"h5p", together({of_film({"karaoke", "order", "dictation", "repeat", "questions"}),
                        one_small_file,
                        {"film file audio.m4a", "song part"}})},
      {"anki",
       together({of_film({"karaoke", "gap_fill", "choice", "order", "dictation", "repeat", "questions"}), no_media})},
  };
  CHECK(expected.size() == pack_formats().size());
  for (const PackFormat* one : pack_formats()) {
    INFO(one->id);
    CHECK(left_out_by(one->id, manifest) == expected.at(std::string(one->id)));
  }
}

TEST_CASE("of works that must stay as they are only the curator's own questions go into packs") {
  PackManifest manifest = trial_of_everything();
  manifest.works.erase(manifest.works.begin() + 1, manifest.works.end());
  manifest.licence = manifest.works[0].licence = "CC-BY-ND-4.0";
  for (const char* id : {"web", "scorm12", "scorm2004", "cmi5"}) {
    CAPTURE(id);
    const PackTree tree = value_of(pack_format_of(id).write(manifest)).value;
    std::string scripts;
    for (const PackEntry& entry : tree.entries)
      if (const auto* text = std::get_if<std::string>(&entry.content);
          text != nullptr && entry.path.ends_with("data.js"))
        scripts += *text;
    CHECK(scripts.find("\"kind\":\"questions\"") != std::string::npos);
    for (const std::string_view kind : activity_kinds)
      if (kind != "questions") CHECK(scripts.find("\"kind\":\"" + std::string(kind) + "\"") == std::string::npos);
  }
  for (const char* id : {"cc11", "cc13"}) {
    std::vector<std::string> quizzes;
    for (const PackEntry& entry : value_of(pack_format_of(id).write(manifest)).value.entries)
      if (entry.path.starts_with("quizzes/")) quizzes.push_back(entry.path);
    CHECK(quizzes == std::vector<std::string>{"quizzes/film/questions.xml"});
  }
  for (const char* id : {"qti21", "qti30"}) {
    const PackTree tree = value_of(pack_format_of(id).write(manifest)).value;
    CHECK(std::ranges::count_if(tree.entries,
                                [](const PackEntry& entry) { return entry.path.starts_with("items/"); }) == 1);
  }
  const PackTree channel = value_of(pack_format_of("kolibri").write(manifest)).value;
  CHECK(std::ranges::count_if(channel.entries,
                              [](const PackEntry& entry) { return entry.path.ends_with(".perseus"); }) == 1);
  // What a format has no place for is said of the questions too, and that there are no exercises of each of them.
  CHECK(left_out_by("h5p", manifest).contains("film exercise questions"));
  CHECK(left_out_by("epub", manifest).contains("film exercise questions"));
  for (const PackFormat* one : pack_formats()) {
    if (one->id == "anki") continue;
    const std::vector<Message> notes = value_of(one->write(manifest)).notes;
    CHECK(std::ranges::find(notes, "pack.licence_no_changes", &Message::id) != notes.end());
    CHECK(std::ranges::none_of(notes, [](const Message& note) {
      return note.id == "pack.exercises_left_out" && text_in(note, 0) != "questions";
    }));
  }
}

TEST_CASE("exercises of one kind are one note that counts them, and what shuts people out comes first") {
  PackManifest manifest = trial_of_everything();
  Activity second = manifest.works[2].activities[0];
  second.id = "gap_fill-3";
  manifest.works[2].activities.push_back(second);
  manifest.works[0].tracks.clear();
  manifest.works[3].alt.by_language.clear();
  const std::vector<Message> notes = value_of(pack_format_of("epub").write(manifest)).notes;
  REQUIRE(notes.size() > 2);
  CHECK(notes[0].id == "pack.work_without_subtitles");
  CHECK(notes[1].id == "pack.work_without_alt");
  const auto gaps = std::ranges::find_if(notes, [](const Message& note) {
    return note.id == "pack.exercises_left_out" && text_in(note, 0) == "gap_fill";
  });
  REQUIRE(gaps != notes.end());
  CHECK(gaps->arguments == MessageArguments{{"kind", "gap_fill"}, {"count", std::int64_t{3}}, {"works", "film, song"}});
  CHECK(render(*gaps, "pl").starts_with("3 ćwiczeń rodzaju „uzupełnij luki” nie ma"));
}

TEST_CASE("of a song whose lines the cards play it is not said that its sound is missing") {
  PackManifest manifest = trial_of_everything();
  PackWork& song = manifest.works[2];
  song.activities = {all_kinds()[7]};
  song.activities[0].items[0].cues = {"1"};
  song.activities[0].items[0].content = FlashcardItem{"Спи, мій малий", {{{"en", "Sleep, my little one"}}}};
  const auto has_note = [&](const char* id, const char* work) {
    const std::vector<Message> notes = value_of(pack_format_of("anki").write(manifest)).notes;
    return std::ranges::any_of(notes, [&](const Message& note) {
      return note.id == id && text_in(note, 0) == work && (note.arguments.size() == 1 || text_in(note, 1) == "sound");
    });
  };
  CHECK(has_note("pack.part_left_out", "song"));
  CHECK_FALSE(has_note("anki.sound_of_lines", "song"));
  song.line_sounds = {{{"1"}, trial_artefact("line", "audio/mp4")}};
  CHECK_FALSE(has_note("pack.part_left_out", "song"));
  CHECK(has_note("anki.sound_of_lines", "song"));
}

TEST_CASE("what H5P cannot hold of an exercise is counted in a note") {
  PackManifest manifest = trial_pack("Home");
  Activity many =
      trial_gap_fill("Спи, мій малий", "малий", "a*b");  // its other spelling and its hint have a sign of H5P
  ActivityItem signs = many.items[0];
  std::get<GapItem>(signs.content).gaps[0].answers = {"ма\\+лий"};
  std::get<GapItem>(signs.content).gaps[0].tip.clear();
  many.items.push_back(signs);
  for (int i = 0; i < 33; ++i) {
    ActivityItem plain = signs;
    std::get<GapItem>(plain.content).gaps[0].answers = {"малий"};
    many.items.push_back(plain);
  }
  manifest.works[0].activities = {many};
  const auto written = value_of(pack_format_of("h5p").write(manifest));
  const auto note = std::ranges::find(written.notes, "h5p.parts_left_out", &Message::id);
  REQUIRE(note != written.notes.end());
  CHECK(note->arguments == MessageArguments{{"work", "film"}, {"activity", "gap_fill-2"}, {"count", std::int64_t{6}}});
}

TEST_CASE("a title, topic, description or list of makers that a format shortens is told once, with its length there") {
  PackManifest manifest = trial_of_everything();
  const auto give_texts = [&](std::size_t title, std::size_t description, std::size_t film, std::size_t more) {
    const auto words = [](std::size_t count) {
      std::string text;
      for (; count > 0; --count) text += "я";
      return text;
    };
    manifest.title.by_language["en"] = words(title);
    manifest.description.by_language["en"] = words(description);
    manifest.works[0].title.by_language["en"] = words(film);
    manifest.works[0].creators = {{words(60 + more), "singer", false}, {words(48 + 2 * more), "singer", false}};
    manifest.works[0].about = {words(30), words(30 + more), words(30 + 2 * more)};
    manifest.works[3].title.by_language["en"] = words(60 + more);
  };
  const std::set<std::string> in_a_menu{" pack_title 200", "film title 200"};
  const std::map<std::string, std::set<std::string>> expected{
      {"web", {}},
      {"bagit", {}},
      {"cmi5", {}},   // has no longest title
      {"epub", {}},   // its contents call a chapter by its whole title
      {"qti21", {}},  // the title of an item is the beginning of what stands in it
      {"qti30", {}},
      {"scorm12", in_a_menu},
      {"scorm2004", in_a_menu},
      {"cc11", in_a_menu},
      {"cc13", in_a_menu},
      {"kolibri", {" pack_title 200", " pack_description 400", "film title 200", "film topic 30", "film makers 200"}},
      {"h5p", {"film title 124", "film makers 124", "picture title 90"}},
      {"anki", {" pack_title 100"}},
  };
  CHECK(expected.size() == pack_formats().size());
  for (const PackFormat* one : pack_formats()) {
    INFO(one->id);
    give_texts(201, 401, 201, 51);
    CHECK(shortened_by(one->id, manifest) == expected.at(std::string(one->id)));
    give_texts(100, 400, 60, 0);  // all that fits everywhere
    CHECK(shortened_by(one->id, manifest).empty());
  }
}
