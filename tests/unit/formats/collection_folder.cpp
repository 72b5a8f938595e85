#include <catch2/catch.hpp>

#include <algorithm>

#include "formats/collection/collection_yaml.h"

using namespace integrart;

namespace {

Noted<Collection> folder(std::vector<std::string> names) {
  auto made = collection_from_folder("Our songs", std::move(names), {});
  REQUIRE(made);
  return *made;
}

const CollectionWork& work(const Collection& collection, std::string_view id) {
  const auto found = std::ranges::find(collection.works, id, &CollectionWork::id);
  INFO("work " << id);
  REQUIRE(found != collection.works.end());
  return *found;
}

}  // namespace

TEST_CASE("every media file of a folder is a work") {
  const Collection made = folder({"Song One.MP4", "walk.jpg", "voice.m4a", "story.md", ".hidden.mp4"}).value;
  CHECK(made.id == "our-songs");
  CHECK(made.works.size() == 4);
  CHECK(work(made, "song-one").kind == "video");
  CHECK(work(made, "song-one").title.in("en") == "Song One");
  CHECK(work(made, "walk").kind == "image");
  CHECK(work(made, "voice").kind == "audio");
  CHECK(work(made, "story").kind == "text");
  CHECK(std::ranges::none_of(made.works, &CollectionWork::seen));  // a name in a folder says nothing of whoever looked
}

TEST_CASE("names say language, subtitles, words and translations") {
  const Collection made =
      folder({"song.uk.mp3", "song.pl.srt", "song.nb.vtt", "song.uk.txt", "poem.uk.md", "poem.pl.md"}).value;
  REQUIRE(made.works.size() == 2);
  const CollectionWork& song = work(made, "song");
  CHECK(song.language.text() == "uk");
  CHECK(song.subtitles == std::vector<std::string>{"song.nb.vtt", "song.pl.srt"});
  CHECK(song.lyrics == "song.uk.txt");
  const CollectionWork& poem = work(made, "poem");
  CHECK(poem.language.text() == "pl");
  CHECK(poem.translations == std::vector<std::string>{"poem.uk.md"});
  CHECK(made.languages.size() == 2);
}

TEST_CASE("pictures that are named as a song are shown while it plays") {
  const Collection made = folder({"song.uk.mp3", "song.jpg", "walk.jpg", "tune.ogg", "tune.10.png", "tune.2.jpg",
                                  "tune.1.heic", "tune.sea.jpg", "film.mp4", "film.jpg", "2.jpg"})
                              .value;
  CHECK(work(made, "song").pictures == std::vector<std::string>{"song.jpg"});
  CHECK(work(made, "song").language.text() == "uk");
  CHECK(work(made, "tune").pictures == std::vector<std::string>{"tune.1.heic", "tune.2.jpg", "tune.10.png"});
  for (const char* alone : {"walk", "tune-sea", "2"}) CHECK(work(made, alone).kind == "image");
  CHECK(std::ranges::count(made.works, "image", &CollectionWork::kind) == 4);  // and that beside the film
  CHECK(made.works.size() == 7);
}

TEST_CASE("a song in two formats has its picture once") {
  const Collection made = folder({"song.mp3", "song.wav", "song.jpg"}).value;
  REQUIRE(made.works.size() == 2);
  CHECK(made.works[0].pictures.size() + made.works[1].pictures.size() == 1);
}

TEST_CASE("the words of a song give it its language") {
  const CollectionWork song = folder({"song.mp3", "song.uk.txt"}).value.works.at(0);
  CHECK(song.language.text() == "uk");
  CHECK(song.title.by_language.count("uk") == 1);
}

TEST_CASE("ids are unique and stable, also for names without Latin letters") {
  const Collection made = folder({"Колискова.mp4", "Дума.mp4", "a.mp4", "a.mov", "A.webm", "a b.mp4", "a-b.mp4"}).value;
  std::vector<std::string> ids;
  for (const CollectionWork& each : made.works) {
    ids.push_back(each.id);
    CHECK(each.id.size() <= 64);
    CHECK(each.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
  }
  std::ranges::sort(ids);
  CHECK(std::ranges::unique(ids).begin() == ids.end());
  CHECK(made.works.size() == 7);
  const Collection again =
      folder({"a-b.mp4", "a b.mp4", "A.webm", "a.mov", "a.mp4", "Дума.mp4", "Колискова.mp4"}).value;
  CHECK(again.to_json() == made.to_json());
}

TEST_CASE("hostile names become works with harmless ids and titles") {
  const std::string reversed = "ok\u202Egnp.mp4";
  const Collection made =
      folder({"line\nbreak.mp4", "\xF0\x9F\x98\x80.mp4", reversed, std::string(400, 'x') + ".mp4", "..mp4x.mp4"}).value;
  for (const CollectionWork& each : made.works) {
    CHECK(each.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
    CHECK(each.title.in("en").find('\n') == std::string::npos);
    CHECK(each.title.in("en").find("\u202E") == std::string::npos);
  }
  CHECK(made.works.size() == 4);  // one is hidden
}

TEST_CASE("what is no medium is left out with a note") {
  const auto made = folder({"song.mp3", "notes.xlsx", "lonely.pl.srt"});
  CHECK(made.value.works.size() == 1);
  REQUIRE(made.notes.size() == 2);
  CHECK(made.notes[0].id == "collection.file_left_out");
  CHECK(made.notes[1].id == "collection.subtitles_without_work");
  const auto empty = collection_from_folder("empty", {"x.xlsx"}, {});
  REQUIRE_FALSE(empty);
  CHECK(empty.error().code == Errc::not_found);
}

TEST_CASE("a collection made of a folder is a valid document") {
  const Collection made = folder({"song.uk.mp3", "song.pl.srt", "Колискова.mp4"}).value;
  const auto again = Collection::from_json(made.to_json());
  INFO((again ? std::string() : render(again.error())));
  REQUIRE(again);
  CHECK(again->value.to_json() == made.to_json());
}
