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
  picture.renditions = {{"1280", "image", trial_artefact("large picture", "image/jpeg"), "jpg", 1280, 960, 0},
                        {"640", "image", trial_artefact("picture", "image/jpeg"), "jpg", 640, 480, 0}};
  picture.activities = {all_kinds()[6]};
  manifest.works.push_back(song);
  manifest.works.push_back(picture);
  return manifest;
}

/// What was left out, each as "work kind-of-note what".
std::set<std::string> left_out_by(std::string_view id, const PackManifest& manifest) {
  const std::map<std::string, std::string> words{
      {"pack.activity_left_out", "exercise"}, {"pack.rendition_left_out", "file"}, {"pack.part_left_out", "part"},
      {"h5p.sound_left_out", "part"},         {"kolibri.sound_in_lesson", ""},     {"anki.no_cards", "cards"}};
  std::set<std::string> found;
  for (const Message& note : value_of(pack_format_of(id).write(manifest)).notes) {
    const auto word = words.find(note.id);
    if (word == words.end() || word->second.empty()) continue;
    std::string line = std::get<std::string>(note.arguments[0].second) + " " + word->second;
    if (note.arguments.size() > 1) line += " " + std::get<std::string>(note.arguments[1].second);
    CHECK(found.insert(line).second);  // said once
    for (const std::string& language : message_languages())
      CHECK(render(note, language).find(note.id) == std::string::npos);
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

}  // namespace

TEST_CASE("what a pack format has no place for is a note that names the work, once and in every language") {
  const PackManifest manifest = trial_of_everything();
  const auto of_film = [](std::initializer_list<const char*> kinds) { return exercises_left_out("film", kinds); };
  const std::set<std::string> songs{"song exercise gap_fill"}, pictures{"picture exercise vocabulary"};
  const std::set<std::string> no_questions =
      together({of_film({"karaoke", "order", "dictation", "vocabulary", "flashcards", "repeat"}), pictures});
  const std::set<std::string> no_media{"film part film", "film part subtitles", "picture part picture",
                                       "song part sound", "song part text"};
  const std::set<std::string> one_small_file{"film file 720p", "picture file 640"};
  const std::set<std::string> one_larger_file{"film file 360p", "picture file 640"};
  const std::map<std::string, std::set<std::string>> expected{
      {"web", {}},
      {"bagit", {}},
      {"scorm12", one_larger_file},
      {"scorm2004", one_larger_file},
      {"cmi5", one_larger_file},
      {"kolibri", {"picture file 640"}},  // both films are in it: one beside the exercises
      {"epub", together({of_film({"karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary",
                                  "flashcards", "repeat", "questions"}),
                         songs, pictures, one_small_file})},
      {"cc11", together({no_questions, one_small_file})},
      {"cc13", together({no_questions, one_small_file})},
      {"qti21", together({no_questions, no_media})},
      {"qti30", together({no_questions, no_media})},
      {"h5p", together({of_film({"karaoke", "order", "dictation", "repeat", "questions"}),
                        one_small_file,
                        {"film file audio", "song part"}})},
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
      return note.id == "pack.activity_left_out" && std::get<std::string>(note.arguments[1].second) != "questions";
    }));
  }
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
