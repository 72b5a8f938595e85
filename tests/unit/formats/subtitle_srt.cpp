#include <catch2/catch.hpp>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;

namespace {

const SubtitleFormat& srt() {
  return *find_by_id(subtitle_formats(), "srt");
}

Noted<CueTrack> read(std::string_view text) {
  auto track = srt().read(text, {});
  INFO((track ? std::string() : render(track.error())));
  REQUIRE(track);
  return *track;
}

Cue cue(std::string_view text) {
  const auto track = read(std::string("1\n00:00:01,000 --> 00:00:02,000\n").append(text));
  REQUIRE(track.value.cues.size() == 1);
  return track.value.cues[0];
}

std::int64_t begin_of(std::string_view line) {
  const auto track = srt().read(std::string(line).append("\nx"), {});
  return track && track->value.cues.size() == 1 ? track->value.cues[0].when.begin.ticks_in({1, 1000}) : -1;
}

std::string payload(std::string_view text) {
  return cue(text).text;
}

std::vector<std::string> texts(std::string_view file) {
  std::vector<std::string> all;
  for (const Cue& each : read(file).value.cues) all.push_back(each.text);
  return all;
}

}  // namespace

TEST_CASE("SRT: times as they are written in the wild") {
  CHECK(begin_of("00:00:01,500 --> 00:00:02,000") == 1500);
  CHECK(begin_of("0:0:1.5 --> 0:0:2.0") == 1500);
  CHECK(begin_of("00:00:01 --> 00:00:02") == 1000);
  CHECK(begin_of("00:01,25 --> 00:02,00") == 1250);
  CHECK(begin_of("  00 : 00 : 01 , 500-->00:00:02,000  ") == 1500);
  CHECK(begin_of("00:00:01,500 -> 00:00:02,000") == 1500);
  CHECK(begin_of("00:00:01,500 -- > 00:00:02,000") == 1500);
  CHECK(begin_of("00:00:01:500 --> 00:00:02:000") == 1500);
  CHECK(begin_of("00:00:01;500 --> 00:00:02;000") == 1500);
  CHECK(begin_of("00:00:01,5004 --> 00:00:02,0000") == 1500);
  CHECK(begin_of("99:00:01,000 --> 99:00:02,000") == 356401000);
  CHECK(begin_of("00:00:01,000 --> 00:00:02,000 X1:10 X2:20 Y1:30 Y2:40") == 1000);
  for (const auto wrong :
       {"00:00:01,000", "1 --> 2", "00:61:01,000 --> 00:62:02,000", "00:00:01,000 > 00:00:02,000",
        "-00:00:01,000 --> 00:00:02,000", "00:00:01,000 --> x", "99999999999:00:01,000 --> 00:00:02,000"}) {
    INFO(wrong);
    CHECK(begin_of(wrong) == -1);
  }
}

TEST_CASE("SRT: cues without numbers, without empty lines, with empty lines") {
  CHECK(texts("00:00:01,000 --> 00:00:02,000\na\n00:00:02,000 --> 00:00:03,000\nb") ==
        std::vector<std::string>{"a", "b"});
  CHECK(texts("1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:02,000 --> 00:00:03,000\nb") ==
        std::vector<std::string>{"a", "b"});
  CHECK(texts("1\n\n00:00:01,000 --> 00:00:02,000\n\na\n\nb\n\n\n2\n\n00:00:02,000 --> 00:00:03,000\nc") ==
        std::vector<std::string>{"a\nb", "c"});
  CHECK(texts("1\r\n00:00:01,000 --> 00:00:02,000\r\na\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\n\r\n") ==
        std::vector<std::string>{"a", ""});
  CHECK(texts("1\n00:00:01,000 --> 00:00:02,000\nchapter\n1984\n\n00:00:02,000 --> 00:00:03,000\nb") ==
        std::vector<std::string>{"chapter\n1984", "b"});
  CHECK(texts("\xEF\xBB\xBF"
              "1\n00:00:01,000 --> 00:00:02,000\n  a  \n") == std::vector<std::string>{"a"});
}

TEST_CASE("SRT: numbers are ids, those that stand twice are told apart") {
  const auto track = read(
      "5\n00:00:01,000 --> 00:00:02,000\na\n\n5\n00:00:02,000 --> 00:00:03,000\nb\n\n00:00:03,000 --> "
      "00:00:04,000\nc\n");
  CHECK(track.value.cues[0].id == "5");
  CHECK(track.value.cues[1].id == "5-2");
  CHECK(track.value.cues[2].id == "c3");
  CHECK(track.notes.at(0).id == "subtitle.id_twice");
}

TEST_CASE("SRT: markup becomes WebVTT") {
  CHECK(payload("<i>a</i> <B>b</B> <u>c</u>") == "<i>a</i> <b>b</b> <u>c</u>");
  CHECK(payload("{i}a{/i} {\\b1}b{\\b0}") == "<i>a</i> <b>b</b>");
  CHECK(payload("<em>a</em><strong>b</strong>") == "<i>a</i><b>b</b>");
  CHECK(payload("<font color=\"#FFFF00\">a</font>") == "<c.yellow>a</c>");
  CHECK(payload("<font color=red size=3>a</font>") == "<c.red>a</c>");
  CHECK(payload("<font face=\"Arial\">a</font>") == "a");
  CHECK(payload("a<br>b<br/>c") == "a\nb\nc");
  CHECK(payload("<b><i>a</b>b</i>") == "<b><i>a</i></b><i>b</i>");
  CHECK(payload("<i>a") == "<i>a</i>");
  CHECK(payload("a</i>") == "a");
  CHECK(payload("R&B <3 a --> b") == "R&amp;B &lt;3 a --&gt; b");
  CHECK(payload("<whisper> a &amp; b &lt;i&gt; &eacute;") == "&lt;whisper&gt; a &amp; b &lt;i&gt; é");
  CHECK(payload("{not an override} {}") == "{not an override} {}");
  CHECK(payload("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;");
}

TEST_CASE("SRT: places") {
  CHECK(cue("{\\an8}a").placement.line == 0.0);
  CHECK(cue("{\\an8}a").text == "a");
  CHECK(cue("{\\AN1}a").placement.align == "left");
  CHECK(cue("{\\an5}a").placement.line == 50.0);
  CHECK_FALSE(cue("{\\an5}a").placement.snap_to_lines);
  CHECK(cue("{\\a6}a").placement.line == 0.0);
  CHECK(cue("{\\a11}a").placement.align == "right");
  CHECK(cue("{\\an2}a").placement == CuePlacement{});
  const auto dropped = read("1\n00:00:01,000 --> 00:00:02,000\n{\\pos(1,2)}a");
  CHECK(dropped.value.cues[0].text == "a");
  CHECK(dropped.notes.at(0).id == "subtitle.tag_dropped");
}

TEST_CASE("SRT: what is lost is noted with its line") {
  const auto track = read("1\n00:00:02,000 --> 00:00:01,000 X1:1\na\n\nb\n");
  std::vector<std::string> ids;
  for (const Message& note : track.notes) {
    ids.push_back(note.id);
    CHECK(note.arguments.at(0) == std::pair<std::string, MessageValue>("line", std::int64_t{2}));
  }
  CHECK(ids == std::vector<std::string>{"subtitle.after_times_dropped", "subtitle.end_before_start",
                                        "subtitle.empty_line_dropped"});
}

TEST_CASE("SRT: other things are not recognised") {
  for (const auto text : {"", "words", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nx", "1\n2\n3\n"}) {
    const auto refused = srt().read(text, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::unrecognised);
  }
}

TEST_CASE("SRT: what is written reads the same") {
  const CueTrack first = read(
                             "1\n00:00:01,000 --> 00:00:02,000\n{\\an7}<b>a</b> <font color=red>b</font>\nR&B <3 "
                             "&lt;i&gt; {\\\\an} --> &amp;amp;\n\n"
                             "2\n01:00:00,000 --> 01:00:00,001\n&#123;\\an8}x\n")
                             .value;
  const auto written = srt().write(first);
  REQUIRE(written);
  CHECK(written->notes.empty());
  CHECK(read(written->value).value.to_json() == first.to_json());
  CHECK(srt().write(read(written->value).value)->value == written->value);
}

TEST_CASE("SRT: the writer names what it cannot hold") {
  const auto vtt = find_by_id(subtitle_formats(), "webvtt")
                       ->read(
                           "WEBVTT\n\nx\n00:01.000 --> 00:02.000 position:10% line:33%\n<v A>a "
                           "<00:01.500><ruby>b<rt>c</rt></ruby> <c.big>d</c> <lang uk>e</lang>",
                           {});
  REQUIRE(vtt);
  const auto written = srt().write(vtt->value);
  REQUIRE(written);
  CHECK(written->value == "1\n00:00:01,000 --> 00:00:02,000\n{\\an5}a b(c) d e\n\n");
  std::vector<std::string> lost;
  for (const Message& note : written->notes) lost.push_back(std::get<std::string>(note.arguments.at(1).second));
  CHECK(lost == std::vector<std::string>{"class", "language", "placement", "ruby", "speaker", "word_times"});
}

TEST_CASE("SRT: bombs are refused") {
  std::string file = "1\n00:00:01,000 --> 00:00:02,000\n";
  for (int i = 0; i < 100000; ++i) file += "<b><i>";
  CHECK(srt().read(file, {}).error().code == Errc::limit_exceeded);
  std::string crossed = "1\n00:00:01,000 --> 00:00:02,000\n";
  for (int i = 0; i < 800; ++i) crossed += "<b>";
  for (int i = 0; i < 800; ++i) crossed += "<i>";
  for (int i = 0; i < 800; ++i) crossed += "</b>";
  CHECK(srt().read(crossed, {}).has_value());
}
