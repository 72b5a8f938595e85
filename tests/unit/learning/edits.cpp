// Exercises that a curator changed by hand, in a work that has gone on since: they stay as they are, and she is told.
#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/base/message.h"
#include "pipeline/learning/activities.h"
#include "tests/learning_trial_works.h"

using namespace integrart;

namespace {

const LinesOfText english = {"morning comes over the quiet harbour", "sailors carry bread and coffee",
                             "wash the dust from painted windows",   "evening falls on wooden houses",
                             "children count the yellow trams",      "wash the dust from painted windows"};
const LinesOfText dutch = {"een", "twee", "drie", "vier", "vijf", "drie"};

PackWork harbour(const LinesOfText& lines = english, const LinesOfText& translation = dutch) {
  return song_of("harbour", {{"en", lines}, {"nl", translation}});
}

/// `work` with the edits, and what the curator is told.
struct Built {
  std::vector<Activity> activities;
  std::vector<Message> notes;
};
Built built(const PackWork& work, const std::vector<Activity>& edits) {
  Collection collection = collection_asking_for(every_kind());
  CollectionWork& source = collection.works.emplace_back();
  source.id = work.id;
  source.edited_activities = "harbour.json";
  for (const Activity& edit : edits) source.activity_edits.push_back(edit.to_json());
  std::vector<PackWork> works{work};
  auto notes = learning::add_activities(works, collection);
  REQUIRE(notes);
  return {std::move(works.front().activities), std::move(*notes)};
}

std::string argument(const Message& message, std::string_view name) {
  for (const auto& [key, value] : message.arguments)
    if (key == name) {
      const auto* text = std::get_if<std::string>(&value);
      return text != nullptr ? *text : std::to_string(std::get<std::int64_t>(value));
    }
  return "";
}

/// "gap_fill-1 words 1", sorted.
std::vector<std::string> told(const Built& after) {
  std::vector<std::string> all;
  for (const Message& note : after.notes) {
    CHECK(note.id == "learning.edit_is_older");
    CHECK(argument(note, "work") == "harbour");
    CHECK(argument(note, "file") == "harbour.json");
    all.push_back(argument(note, "activity") + " " + argument(note, "change") + " " + argument(note, "count"));
  }
  std::ranges::sort(all);
  return all;
}

std::vector<std::string> with(const std::vector<std::string>& kinds, const std::string& change) {
  std::vector<std::string> all;
  for (const std::string& kind : kinds) all.push_back(kind + " " + change + " 1");
  std::ranges::sort(all);
  return all;
}

}  // namespace

TEST_CASE("edits of a work that is as it was need no note", "[learning]") {
  const std::vector<Activity> derived = built(harbour(), {}).activities;
  REQUIRE(derived.size() == 11);
  const Built again = built(harbour(), derived);
  CHECK(again.notes.empty());
  REQUIRE(again.activities.size() == derived.size());
  for (std::size_t i = 0; i < derived.size(); ++i) {
    INFO(derived[i].id);
    CHECK(again.activities[i].to_json() == derived[i].to_json());
    for (const ActivityItem& item : derived[i].items) CHECK_FALSE(item.source.empty());
  }
  // One line more takes nothing from those that were there.
  LinesOfText longer = english, longer_dutch = dutch;
  longer.push_back("winter brings heavy silence");
  longer_dutch.push_back("acht");
  CHECK(built(harbour(longer, longer_dutch), derived).notes.empty());
}

TEST_CASE("a line that was rewritten is told for every exercise that was edited, and what was edited stays",
          "[learning]") {
  const std::vector<Activity> derived = built(harbour(), {}).activities;
  LinesOfText lines = english;
  lines[1] = "fishermen carry bread and coffee";
  const Built after = built(harbour(lines), derived);
  std::vector<std::string> expected;
  for (const Activity& activity : derived) {
    const auto count = std::ranges::count_if(
        activity.items, [](const ActivityItem& item) { return std::ranges::find(item.cues, "c2") != item.cues.end(); });
    if (count > 0) expected.push_back(activity.id + " words " + std::to_string(count));
  }
  std::ranges::sort(expected);
  CHECK(expected.size() >= 8);
  CHECK(told(after) == expected);
  REQUIRE(after.activities.size() == derived.size());
  for (std::size_t i = 0; i < derived.size(); ++i) CHECK(after.activities[i].to_json() == derived[i].to_json());
}

TEST_CASE("the note names the items, in every language", "[learning]") {
  const std::vector<Activity> derived = built(harbour(), {}).activities;
  const Activity dictation = *std::ranges::find(derived, "dictation", &Activity::kind);
  LinesOfText lines = english;
  lines[0] = lines[1] = "nothing is as it was";
  const Built after = built(harbour(lines), {dictation});
  REQUIRE(after.notes.size() == 1);
  CHECK(argument(after.notes[0], "items") == dictation.items[0].id + ", " + dictation.items[1].id);
  for (const std::string& language : message_languages()) {
    const std::string text = render(after.notes[0], language);
    INFO(text);
    for (const std::string& part : {std::string("harbour"), std::string("dictation"), std::string("harbour.json"),
                                    std::string("source"), std::string("2 "), dictation.items[1].id})
      CHECK(text.find(part) != std::string::npos);
  }
}

TEST_CASE("times and translations that changed are told where an exercise shows them", "[learning]") {
  const std::vector<Activity> derived = built(harbour(), {}).activities;
  PackWork later = harbour();
  for (PackTrack& track : later.tracks) {
    CueTrack cues = CueTrack::from_json(track.cues).value();
    cues.cues[1].when.begin = MediaTime::from_milliseconds(2250);
    track.cues = cues.to_json();
  }
  const std::vector<std::string> moved = told(built(later, derived));
  CHECK(moved.size() >= 8);
  for (const std::string& one : moved) CHECK(one.find(" times ") != std::string::npos);

  LinesOfText translation = dutch;
  translation[1] = "tweede";
  const std::vector<std::string> translated = told(built(harbour(english, translation), derived));
  for (const std::string kind : {"karaoke", "match", "dictation", "flashcards", "repeat"}) {
    INFO(kind);
    CHECK(std::ranges::find(translated, kind + " translations 1") != translated.end());
  }
  for (const std::string& one : translated)
    for (const char* kind : {"gap_fill", "choice", "order"}) CHECK_FALSE(one.starts_with(kind));
}

TEST_CASE("lines that change their places are told for the exercise that puts them in order", "[learning]") {
  const std::vector<Activity> derived = built(harbour(), {}).activities;
  // The third and fourth line, with their times.
  PackWork work = harbour();
  CueTrack cues = CueTrack::from_json(work.tracks[0].cues).value();
  std::swap(cues.cues[2].tree, cues.cues[3].tree);
  work.tracks[0].cues = cues.to_json();
  const Activity order = *std::ranges::find(derived, "order", &Activity::kind);
  CHECK(told(built(work, {order})) == with({"order"}, "times"));
  PackWork text;
  text.id = "harbour";
  text.kind = "text";
  text.licence = "CC-BY-4.0";
  text.language = work.language;
  text.texts.push_back({text.language, "", "", {english[0], english[1], english[2], english[3]}});
  const std::vector<Activity> of_text = built(text, {}).activities;
  std::swap(text.texts[0].sentences[2], text.texts[0].sentences[3]);
  CHECK(told(built(text, of_text)) == with({"order"}, "order"));
}

TEST_CASE("edits from before, and those that were looked through, are left in peace", "[learning]") {
  std::vector<Activity> derived = built(harbour(), {}).activities;
  for (Activity& activity : derived)
    for (ActivityItem& item : activity.items) item.source.clear();
  LinesOfText lines(english.size(), "nothing is as it was");
  CHECK(built(harbour(lines), derived).notes.empty());
  // An exercise that was taken out was made from nothing.
  Activity gone = built(harbour(), {}).activities.front();
  gone.items.clear();
  CHECK(built(harbour(lines), {gone}).notes.empty());
}

TEST_CASE("what a curator wrote herself into an edit does not fill the report", "[learning]") {
  const std::vector<Activity> derived = built(harbour(), {}).activities;
  Activity dictation = *std::ranges::find(derived, "dictation", &Activity::kind);
  const ActivityItem first = dictation.items.front();
  dictation.items.assign(1000, first);
  for (std::size_t i = 0; i < dictation.items.size(); ++i) {
    dictation.items[i].id = std::string(1000, 'x') + "\n" + std::to_string(i);
    dictation.items[i].source.assign(100, std::string(24, 'f'));
  }
  const Built after = built(harbour(), {dictation});
  REQUIRE(after.notes.size() == 1);
  CHECK(argument(after.notes[0], "count") == "1000");
  CHECK(argument(after.notes[0], "items").size() < 1000);
  CHECK(argument(after.notes[0], "items").find('\n') == std::string::npos);
}
