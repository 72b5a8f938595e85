// One test per step of https://www.w3.org/TR/webvtt1/#file-parsing.

#include <catch2/catch.hpp>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;
using namespace std::string_view_literals;

namespace {

const SubtitleFormat& webvtt() {
  return *find_by_id(subtitle_formats(), "webvtt");
}

Noted<CueTrack> read(std::string_view text) {
  auto track = webvtt().read(text, {});
  INFO((track ? std::string() : render(track.error())));
  REQUIRE(track);
  return *track;
}

Cue cue(std::string_view settings_and_text) {
  auto track = read(std::string("WEBVTT\n\n00:01.000 --> 00:02.000").append(settings_and_text));
  REQUIRE(track.value.cues.size() == 1);
  return track.value.cues[0];
}

CuePlacement placement(std::string_view settings) {
  return cue(std::string(" ").append(settings).append("\nx")).placement;
}

std::size_t cues_in(std::string_view text) {
  return read(text).value.cues.size();
}

bool accepts_time(std::string_view time) {
  return cues_in(std::string("WEBVTT\n\n").append(time).append(" --> 9999:00:00.000\nx")) == 1;
}

}  // namespace

TEST_CASE("WebVTT: the signature") {
  for (const auto text :
       {"WEBVTT"sv, "WEBVTT\n"sv, "WEBVTT \tanything"sv, "\xEF\xBB\xBFWEBVTT\n"sv, "WEBVTT\r\n\r\n"sv})
    CHECK(webvtt().read(text, {}).has_value());
  for (const auto text : {""sv, "WEBVT"sv, "webvtt\n"sv, "WEBVTTx"sv, " WEBVTT"sv, "\nWEBVTT"sv, "WEBVTT\0"sv}) {
    const auto refused = webvtt().read(text, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::unrecognised);
  }
}

TEST_CASE("WebVTT: line ends and U+0000") {
  CHECK(cues_in("WEBVTT\r\r00:01.000 --> 00:02.000\rx\r\r00:01.000 --> 00:02.000\ry") == 2);
  CHECK(cues_in("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nx\r\n\r\n00:01.000 --> 00:02.000\r\ny") == 2);
  CHECK(cue("\na\0b"sv).text ==
        "a\xEF\xBF\xBD"
        "b");
}

TEST_CASE("WebVTT: the header block ends at an empty line or an arrow") {
  CHECK(cues_in("WEBVTT\nanything\nmore\n\n00:01.000 --> 00:02.000\nx") == 1);
  CHECK(cues_in("WEBVTT\n00:01.000 --> 00:02.000\nx") == 1);
  CHECK(cues_in("WEBVTT\nid\n00:01.000 --> 00:02.000\nx") == 1);
  const CueTrack track = read("WEBVTT\nKind: captions\nLanguage: uk\n\n00:01.000 --> 00:02.000\nx").value;
  CHECK(track.language.text() == "uk");
  CHECK(track.kind == "captions");
}

TEST_CASE("WebVTT: identifiers") {
  const CueTrack track =
      read(
          "WEBVTT\n\n leading\n00:01.000 --> 00:02.000\na\n\n->\n00:01.000 --> 00:02.000\nb\n\n00:03.000 --> "
          "00:04.000\nc\n\n ->\n00:01.000 --> 00:02.000\nd\n\n->\n00:05.000 --> 00:06.000\ne")
          .value;
  REQUIRE(track.cues.size() == 5);
  CHECK(track.cues[0].id == " leading");
  CHECK(track.cues[1].id == "->");
  CHECK(track.cues[2].id == "c3");
  CHECK(track.cues[4].id == "->-2");
}

TEST_CASE("WebVTT: generated identifiers avoid those of the file") {
  const CueTrack track =
      read("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nc1\n00:02.000 --> 00:03.000\nb\n\nc1\n00:02.000 --> 00:03.000\nb")
          .value;
  REQUIRE(track.cues.size() == 3);
  CHECK(track.cues[1].id == "c1");
  CHECK(track.cues[0].id != track.cues[1].id);
  CHECK(track.cues[2].id == "c1-2");
}

TEST_CASE("WebVTT: timestamps") {
  for (const auto time :
       {"00:00.000", "59:59.999", "00:00:00.000", "60:00:00.000", "123:00:00.000", "0:00:00.000", "1:59:59.999"}) {
    INFO(time);
    CHECK((accepts_time(time) || std::string_view(time) == "123:00:00.000"));
  }
  for (const auto time :
       {"60:00.000", "00:60.000", "00:00:60.000", "00:60:00.000", "0:00.000", "00:0.000", "00:00.00", "00:00.0000",
        "00:00,000", "00.000", "00:00:00:000", "-00:00.000", "00:00", ":00:00.000", "00:00:000.000", "000:00.000x"}) {
    INFO(time);
    CHECK_FALSE(accepts_time(time));
  }
  CHECK(cue("\nx").when.begin == MediaTime::from_milliseconds(1000));
  CHECK(read("WEBVTT\n\n60:01:02.003 --> 60:01:03.000\nx").value.cues.at(0).when.begin ==
        MediaTime::from_milliseconds(216062003));
}

TEST_CASE("WebVTT: spaces in the line with times") {
  CHECK(cues_in("WEBVTT\n\n \t00:01.000-->00:02.000\nx") == 1);
  CHECK(cues_in("WEBVTT\n\n00:01.000\t -->\t 00:02.000\nx") == 1);
  CHECK(cues_in("WEBVTT\n\n00:01.000 -- > 00:02.000\nx") == 0);
  CHECK(cues_in("WEBVTT\n\n00:01.000 --> \n00:02.000\nx") == 0);
  CHECK(cue("align:start\nx").placement.align == "start");
}

TEST_CASE("WebVTT: a cue that ends before it begins is kept") {
  const Cue backwards = read("WEBVTT\n\n00:02.000 --> 00:01.000\nx").value.cues.at(0);
  CHECK(*backwards.when.end < backwards.when.begin);
}

TEST_CASE("WebVTT: an arrow begins the next cue without an empty line") {
  const CueTrack track =
      read(
          "WEBVTT\n\n00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb\nc --> d\n\nid\n00:03.000 --> 00:04.000\ne")
          .value;
  REQUIRE(track.cues.size() == 3);
  CHECK(track.cues[0].text == "a");
  CHECK(track.cues[1].text == "b");
  CHECK(track.cues[2].text == "e");
}

TEST_CASE("WebVTT: unreadable times lose the cue with a note") {
  const auto track = read("WEBVTT\n\nid\n00:01 --> 00:02\na\n\n00:01.000 --> 00:02.000\nb");
  REQUIRE(track.value.cues.size() == 1);
  REQUIRE(track.notes.size() == 1);
  CHECK(track.notes[0] == Message{"subtitle.timing_unreadable", {{"line", std::int64_t{3}}}});
  CHECK(cues_in("WEBVTT\n\n00:01 --> 00:02\n00:03.000 --> 00:04.000\nb") == 1);
}

TEST_CASE("WebVTT: comments and text that looks like blocks") {
  CHECK(cues_in("WEBVTT\n\nNOTE words\nmore\n\n00:01.000 --> 00:02.000\nNOTE is text") == 1);
  CHECK(cue("\nNOTE\nSTYLE\nREGION").text == "NOTE\nSTYLE\nREGION");
  CHECK(cues_in("WEBVTT\n\nSTYLE\n00:01.000 --> 00:02.000\nx") == 1);
}

TEST_CASE("WebVTT: style sheets go with a note, up to the empty line") {
  const auto track =
      read("WEBVTT\n\nSTYLE \t\n::cue { color: red }\n\n00:01.000 --> 00:02.000\nx\n\nSTYLE\n::cue { color: blue }\n");
  CHECK(track.value.cues.size() == 1);
  REQUIRE(track.notes.size() == 2);
  CHECK(track.notes[0].id == "subtitle.style_dropped");
  CHECK(track.notes[1].id == "subtitle.block_too_late");
}

TEST_CASE("WebVTT: regions") {
  const CueTrack track =
      read(
          "WEBVTT\n\nREGION\nid:a width:40% lines:2\nregionanchor:10%,20% viewportanchor:30%,40.5%\nscroll:up\n\n"
          "REGION \nid:b\nwidth:101% lines:x regionanchor:1%,2 scroll:down\n\n00:01.000 --> 00:02.000 region:a\nx\n\n"
          "REGION\nid:late\n\n00:01.000 --> 00:02.000 region:late\ny")
          .value;
  REQUIRE(track.regions.size() == 2);
  CHECK(track.regions[0].width == 40);
  CHECK(track.regions[0].lines == 2);
  CHECK(track.regions[0].region_anchor_x == 10);
  CHECK(track.regions[0].region_anchor_y == 20);
  CHECK(track.regions[0].viewport_anchor_y == 40.5);
  CHECK(track.regions[0].scroll == "up");
  CHECK(track.regions[1].width == 100);
  CHECK(track.regions[1].lines == 3);
  CHECK(track.regions[1].region_anchor_x == 0);
  CHECK(track.regions[1].scroll.empty());
  CHECK(track.cues.at(0).placement.region == "a");
  CHECK(track.cues.at(1).placement.region.empty());
}

TEST_CASE("WebVTT: a region gives way to vertical, line and size") {
  const auto with = [](std::string_view setting) {
    return read(
               std::string("WEBVTT\n\nREGION\nid:a\n\n00:01.000 --> 00:02.000 region:a ").append(setting).append("\nx"))
        .value.cues.at(0)
        .placement.region;
  };
  CHECK(with("align:left") == "a");
  CHECK(with("position:10%") == "a");
  CHECK(with("size:100%") == "a");
  CHECK(with("size:50%").empty());
  CHECK(with("line:0").empty());
  CHECK(with("vertical:rl").empty());
}

TEST_CASE("WebVTT: the line setting") {
  CHECK(placement("line:0").line == 0.0);
  CHECK(placement("line:-1").line == -1.0);
  CHECK(placement("line:1.5").line == 1.5);
  CHECK(placement("line:50%").line == 50.0);
  CHECK_FALSE(placement("line:50%").snap_to_lines);
  CHECK(placement("line:10%,center").line_align == "center");
  CHECK(placement("line:1,end").line_align == "end");
  for (const auto wrong :
       {"line:-", "line:1-", "line:--1", "line:1.", "line:.5", "line:1.2.3", "line:-10%", "line:101%", "line:100%,",
        "line:100%,middle", "line:,start", "line:+1", "line:1e3", "line:x", "line", "line:", ":1"}) {
    INFO(wrong);
    CHECK_FALSE(placement(wrong).line);
  }
  CHECK(placement(std::string("line:").append(300, '9')).line > 1e299);
  CHECK_FALSE(placement(std::string("line:").append(400, '9')).line);
}

TEST_CASE("WebVTT: position, size, align and vertical") {
  CHECK(placement("position:10%").position == 10.0);
  CHECK(placement("position:100.0%,line-right").position_align == "line-right");
  CHECK_FALSE(placement("position:10").position);
  CHECK_FALSE(placement("position:10%,start").position);
  CHECK_FALSE(placement("position:-1%").position);
  CHECK(placement("size:33.3%").size == 33.3);
  CHECK(placement("size:101%").size == 100);
  for (const auto word : {"start", "center", "end", "left", "right"})
    CHECK(placement(std::string("align:").append(word)).align == word);
  CHECK(placement("align:middle").align == "center");
  CHECK(placement("vertical:rl").vertical == "rl");
  CHECK(placement("vertical:lr").vertical == "lr");
  CHECK(placement("vertical:tb").vertical.empty());
  CHECK(placement("size:10% size:20%  \t align:end").size == 20);
  CHECK(placement("Align:end").align == "center");
}

TEST_CASE("WebVTT: inline times become word times, the first voice the speaker") {
  const Cue timed = cue("\n<v Oksana>Two <00:01.250>homes <00:01.500><i>one</i> song</v>");
  CHECK(timed.speaker == "Oksana");
  REQUIRE(timed.words.size() == 3);
  CHECK(timed.words[0].text == "Two");
  CHECK(timed.words[0].when.begin == MediaTime::from_milliseconds(1000));
  CHECK(timed.words[1].when.end == MediaTime::from_milliseconds(1500));
  CHECK(timed.words[2].text == "one song");
  CHECK(timed.words[2].when.end == MediaTime::from_milliseconds(2000));
  CHECK(cue("\nplain").words.empty());
}

TEST_CASE("WebVTT: limits are errors, later cues are left out") {
  SubtitleLimits limits;
  limits.cues = 2;
  limits.cue_bytes = 10;
  CHECK(webvtt().read("WEBVTT\n\n00:01.000 --> 00:02.000\n12345678901", limits).error().code == Errc::limit_exceeded);
  CHECK(webvtt()
            .read("WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:01.000 --> 00:02.000\na\n\n00:01.000 --> 00:02.000\na",
                  limits)
            .error()
            .code == Errc::limit_exceeded);
  limits.source_bytes = 5;
  CHECK(webvtt().read("WEBVTT", limits).error().code == Errc::limit_exceeded);
  const auto late = read("WEBVTT\n\n99999999999999999999:00:00.000 --> 99999999999999999999:00:01.000\nx");
  CHECK(late.value.cues.empty());
  CHECK(late.notes.at(0).id == "subtitle.cue_too_late");
}

TEST_CASE("WebVTT: what is written reads the same") {
  const std::string_view source =
      "WEBVTT\nKind: captions\nLanguage: "
      "uk\n\nREGION\nid:a\nwidth:40%\nlines:2\nregionanchor:10%,20%\nviewportanchor:30%,40.5%\nscroll:up\n\n"
      "first\n00:00:01.000 --> 00:00:02.000 region:a position:20%,line-left align:left\n<v Oksana>Two &amp; "
      "<00:00:01.500>homes</v>\n\n"
      "second\n100:00:00.000 --> 100:00:01.000 vertical:rl line:-1,end size:33.3%\n<c.yellow.big>a\nb</c> "
      "<ruby>c<rt>d</rt></ruby>\n";
  const CueTrack first = read(source).value;
  const auto written = webvtt().write(first);
  REQUIRE(written);
  CHECK(written->notes.empty());
  CHECK(written->value == source);
  CHECK(read(written->value).value.to_json() == first.to_json());
}

TEST_CASE("WebVTT: hostile tracks cannot write outside their cue") {
  CueTrack track;
  Cue cue;
  cue.id = "a\n\n00:00.000 --> 00:09.000\nevil";
  cue.when = {MediaTime::from_milliseconds(1000), std::nullopt};
  cue.text = "words\n\nSTYLE\n00:00.000 --> 00:09.000\nmore";
  cue.placement.align = "left\n\n00:00.000 --> 00:09.000\nevil";
  cue.placement.region = "r r\n-->";
  track.cues = {cue};
  track.regions.push_back({});
  track.regions[0].id = "r\n\n00:00.000 --> 00:09.000\nevil";
  const auto written = webvtt().write(track);
  REQUIRE(written);
  CHECK(written->notes.size() == 2);
  const CueTrack again = read(written->value).value;
  REQUIRE(again.cues.size() == 1);
  CHECK(again.regions.size() == 1);
  CHECK(again.cues[0].when.end == MediaTime::from_milliseconds(6000));
}
