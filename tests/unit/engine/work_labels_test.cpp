#include "pipeline/engine/work_labels.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/base/text.h"

using namespace integrart;

namespace {

CollectionWork work_with_everything() {
  CollectionWork work;
  work.kind = "audio";
  work.file = "songs/my_song.final.MP3";
  work.language = LanguageTag::parse("uk")->value;
  work.title.by_language = {{"en", "Lullaby"}, {"uk", "Колискова"}};
  work.description.by_language = {{"en", "A song"}};
  work.alt.by_language = {{"pl", "Dom"}};
  work.creators = {{"Oksana", "singer", true}, {"", "", false}, {"Ivan", "", false}};
  work.lyrics = "songs/my_song.uk.txt";
  work.subtitles = {"songs/my_song.pl.srt", "other/my_song.pl.srt"};
  work.pictures = {"slides/paypa1.com"};
  return work;
}

std::vector<std::string> places(const std::vector<WorkLabel>& labels) {
  std::vector<std::string> names;
  for (const WorkLabel& label : labels) names.push_back(label.place);
  return names;
}

const WorkLabel& at(const std::vector<WorkLabel>& labels, std::string_view place) {
  return *std::ranges::find(labels, place, &WorkLabel::place);
}

}  // namespace

TEST_CASE("everything that people read of a work before they open it has its place") {
  const auto labels = labels_of(work_with_everything());
  CHECK(places(labels) == std::vector<std::string>{"title:en", "title:uk", "description:en", "alt:pl", "credit:1",
                                                   "credit:3", "file_name:my_song.final.MP3",
                                                   "file_name:my_song.uk.txt", "file_name:my_song.pl.srt",
                                                   "file_name:paypa1.com"});
  CHECK(at(labels, "title:en").language.text() == "en");
  CHECK(at(labels, "credit:1").language.text() == "uk");
  CHECK(at(labels, "credit:3").text == "Ivan");
}

TEST_CASE("names of files are read as people read them, and keep their places") {
  const auto labels = labels_of(work_with_everything());
  const WorkLabel& name = at(labels, "file_name:my_song.final.MP3");
  CHECK(name.text == "my_song.final.MP3");
  CHECK(name.words == "my song.final");
  CHECK(at(labels, "file_name:my_song.pl.srt").words == "my song");  // no site in Poland
  CHECK(at(labels, "file_name:paypa1.com").words == "paypa1.com");   // names no kind of file: perhaps a domain
  for (const WorkLabel& label : labels) {
    std::string text = label.text;
    std::ranges::replace(text, '_', ' ');
    if (kind_of_place(label.place) != "file_name") text = label.text;
    CHECK(text.starts_with(label.words));
  }
}

TEST_CASE("a title that only repeats the name of the file is read once") {
  CollectionWork work;
  work.file = "you_idiot.mp4";
  work.title.by_language["und"] = "you_idiot";
  CHECK(places(labels_of(work)) == std::vector<std::string>{"file_name:you_idiot.mp4"});
  work.file = "bad\xFFname.mp4";
  work.title.by_language.clear();
  REQUIRE(labels_of(work).size() == 1);
  CHECK(is_valid_utf8(labels_of(work).front().text));
}

TEST_CASE("words of which nobody named the language are taken for those of the work") {
  CollectionWork work;
  work.file = "song.mp3";
  work.title.by_language = {{"und", "Slut"}, {"en", "The End"}};
  CHECK(at(labels_of(work), "title:und").language.is_undetermined());
  work.language = LanguageTag::parse("sv")->value;
  CHECK(at(labels_of(work), "title:und").language.text() == "sv");
  CHECK(at(labels_of(work), "title:en").language.text() == "en");
}

TEST_CASE("creators are not looked through for personal data, all else is") {
  CHECK_FALSE(looks_through("pii", "credit:1"));
  CHECK(looks_through("term", "credit:1"));
  CHECK(looks_through("link", "credit:1"));
  for (const char* place : {"title:uk", "description:uk", "alt:uk", "file_name:credit:1"})
    CHECK(looks_through("pii", place));
}

TEST_CASE("places are told in words") {
  CHECK(render(place_message("title:uk"), "en") == "Title (uk)");
  CHECK(render(place_message("title:und"), "en") == "Title");
  CHECK(render(place_message("file_name:a\u202Eb.mp4"), "en").find("\u202E") == std::string::npos);
  for (const std::string& language : message_languages())
    for (const char* place : {"title:uk", "description:uk", "alt:uk", "credit:1", "file_name:a.mp4"})
      CHECK(render(place_message(place), language).find("moderation.") == std::string::npos);
}
