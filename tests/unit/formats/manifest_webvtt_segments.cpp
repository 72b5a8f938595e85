#include <catch2/catch.hpp>

#include "formats/manifest/shared/webvtt_segments.h"

using namespace integrart;

TEST_CASE("webvtt segments: a cue over a boundary is in both, styles are in all, notes in none") {
  const std::string webvtt =
      "\xEF\xBB\xBFWEBVTT - title\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE secret\r\n\r\n"
      "a\r\n00:00:08.000 --> 00:00:12.500 line:0\r\nover\r\nthe edge\r\n\r\n00:25.000 --> 00:26.000\r\nlast\r\n";
  const auto segments = cut_webvtt(webvtt, 27.5, 10);
  REQUIRE(segments);
  REQUIRE(segments->size() == 3);
  const std::string head = "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\nSTYLE\n::cue { color: red }\n";
  const std::string over = "\na\n00:00:08.000 --> 00:00:12.500 line:0\nover\nthe edge\n";
  CHECK((*segments)[0].text == head + over);
  CHECK((*segments)[1].text == head + over);
  CHECK((*segments)[2].text == head + "\n00:25.000 --> 00:26.000\nlast\n");
  CHECK((*segments)[2].start == 20);
  CHECK((*segments)[2].duration == 7.5);
}

TEST_CASE("webvtt segments: a cue that ends at a boundary is not in the next, one without length is in its own") {
  const auto segments = cut_webvtt("WEBVTT\n\n00:05.000 --> 00:10.000\na\n\n00:10.000 --> 00:10.000\nb\n", 20, 10);
  REQUIRE(segments);
  CHECK((*segments)[0].text.ends_with("\na\n"));
  CHECK((*segments)[1].text.ends_with("\nb\n"));
  CHECK((*segments)[1].text.find("\na\n") == std::string::npos);
}

TEST_CASE("webvtt segments: cues beyond the end are left out, an empty track has empty segments") {
  const auto segments = cut_webvtt("WEBVTT\n\n00:50.000 --> 00:51.000\nlate\n", 12, 10);
  REQUIRE(segments);
  REQUIRE(segments->size() == 2);
  CHECK((*segments)[1].text.find("late") == std::string::npos);
  CHECK(cut_webvtt("WEBVTT", 1, 10)->size() == 1);
}

TEST_CASE("webvtt segments: times of more than an hour are read") {
  const auto segments = cut_webvtt("WEBVTT\n\n01:00:05.000 --> 01:00:06.000\nx\n", 3700, 30);
  REQUIRE(segments);
  CHECK((*segments)[120].text.ends_with("\nx\n"));
}

TEST_CASE("webvtt segments: what is no WebVTT is refused") {
  for (const char* bad : {"", "WEBVTTX\n", "\n\nWEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\nx\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(cut_webvtt(bad, 10, 10));
  }
  for (const char* times : {"x --> y", "00:01.000 -->", "00:01.0 --> 00:02.000", "1.000 --> 2.000",
                            "00:00:00:01.000 --> 00:02.000", "99999999999999999999:00.000 --> 00:02.000"}) {
    CAPTURE(times);
    const auto segments = cut_webvtt(std::string("WEBVTT\n\n") + times + "\nx\n", 10, 10);
    REQUIRE_FALSE(segments);
    CHECK(segments.error().what.id == "manifest.cue_times_unreadable");
  }
}
