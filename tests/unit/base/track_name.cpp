#include "pipeline/base/track_name.h"
#include "pipeline/base/language_in_name.h"

#include <catch2/catch.hpp>

using namespace integrart;

TEST_CASE("file names say language and variant") {
  CHECK(TrackName::of_file("songs/v1.2/song.pl.srt") == TrackName{"pl", ""});
  CHECK(TrackName::of_file("song.pl.singable.srt") == TrackName{"pl", "singable"});
  CHECK(TrackName::of_file("song.ua.literal.vtt") == TrackName{"uk", "literal"});
  CHECK(TrackName::of_file("song.pl.sdh.srt") == TrackName{"pl", ""});
  CHECK(TrackName::of_file("song.srt") == TrackName{"und", ""});
  CHECK(TrackName::of_file("v1.2/song") == TrackName{"und", ""});
  CHECK(TrackName::of_file("song.singable.srt") == TrackName{"und", "singable"});
  CHECK(TrackName::of_file("song.final.srt") == TrackName{"und", ""});
  CHECK(TrackName::of_file("song.v2.srt") == TrackName{"und", ""});
  CHECK(TrackName::of_file("song.uk-Latn.srt") == TrackName{"uk-Latn", ""});
  CHECK(language_in_name("songs.pl/song.ua.literal.vtt") == "ua");
  CHECK(language_in_name("song.vtt").empty());
  for (const TrackName& name : {TrackName{"pl", "singable"}, TrackName{"sr-Latn", ""}})
    CHECK(TrackName::parse(name.text()) == name);
}

TEST_CASE("names that viewers see tell variants and drafts apart in the track's language") {
  CHECK(shown_name({"nn", ""}, false, "nn") == "norsk nynorsk");
  CHECK(shown_name({"pl", ""}, true, "pl") == "polski (wersja robocza)");
  CHECK(shown_name({"pl", "singable"}, true, "en") == "polski – to sing along (draft)");
  CHECK(shown_name({"ar", "literal"}, false, "ar") == "العربية – word for word");
}

TEST_CASE("a region does not make another language, a script does") {
  CHECK(serves("nb", "nb-NO"));
  CHECK(serves("nb-NO", "nb"));
  CHECK_FALSE(serves("sr-Latn", "sr-Cyrl"));
  CHECK_FALSE(serves("n", "nb"));
  CHECK_FALSE(serves("nb", "nn"));
}
