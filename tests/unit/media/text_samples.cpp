// Samples of text tracks, built byte by byte.

#include <catch2/catch.hpp>

#include "pipeline/media/embedded/samples.h"

using namespace integrart;
using namespace std::string_literals;

namespace {

std::string box(const std::string& type, const std::string& content) {
  const auto size = static_cast<std::uint32_t>(content.size() + 8);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> static_cast<unsigned>(shift) & 0xFFU);
  return bytes + type + content;
}

std::string tx3g(const std::string& words, const std::string& boxes = {}) {
  return std::string{static_cast<char>(words.size() >> 8U), static_cast<char>(words.size() & 0xFFU)} + words + boxes;
}

std::string payload_of(const std::string& sample) {
  const auto payloads = payloads_of_tx3g({{0, 1000, sample, {}, {}}});
  return payloads.empty() ? std::string() : payloads.front().bytes;
}

}  // namespace

TEST_CASE("text samples: tx3g with styles by character") {
  CHECK(payload_of(tx3g("a <b> & c")) == "a &lt;b&gt; &amp; c");
  CHECK(payload_of(tx3g("")).empty());
  CHECK(payload_of("").empty());
  CHECK(payload_of("\x01").empty());
  CHECK(payload_of("\xFF\xFFwords") == "words");
  const std::string bold = "\0\1\0\2\0\4\0\1\1\x12\xFF\xFF\xFF\xFF"s;  // one record: characters 2 and 3, bold
  CHECK(payload_of(tx3g("їїїїї", box("styl", bold))) == "її<b>її</b>ї");
  CHECK(payload_of(tx3g("abc", box("styl", "\0\1\0\0"s))) == "abc");
}

TEST_CASE("text samples: wvtt cues go on in the next sample") {
  const std::string first = box("vttc", box("iden", "1") + box("sttg", "line:0") + box("payl", "<i>a</i>"));
  const std::string second = box("vttc", box("payl", "b"));
  const auto cues = payloads_of_wvtt({{0, 1000, first, {}, {}},
                                      {1000, 2000, first + second, {}, {}},
                                      {2000, 3000, box("vtte", ""), {}, {}},
                                      {3000, 4000, second, {}, {}}});
  REQUIRE(cues.size() == 3);
  CHECK(webvtt_of(cues) ==
        "WEBVTT\n\n1\n00:00:00.000 --> 00:00:02.000 line:0\n<i>a</i>\n\n00:00:01.000 --> 00:00:02.000\nb\n\n"
        "00:00:03.000 --> 00:00:04.000\nb\n");
  CHECK(payloads_of_wvtt({{0, 1, "\0\0\0\7vttc", {}, {}}, {0, 1, "\xFF\xFF\xFF\xFFvttc", {}, {}}}).empty());
}

TEST_CASE("text samples: Matroska's ASS and SubRip") {
  CHECK(ass_of("[Script Info]", {{1000, 2500, "0,3,Default,Oksana,0,0,0,,a, b", {}, {}}, {0, 1, "broken", {}, {}}}) ==
        "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
        "Dialogue: 3,00:00:01.000,00:00:02.500,Default,Oksana,0,0,0,,a, b\n");
  CHECK(subrip_of({{1000, 2500, "a\r\n\r\nb", {}, {}}}) == "1\n00:00:01,000 --> 00:00:02,500\na\nb\n\n");
}

TEST_CASE("text samples: words cannot leave their cue") {
  CHECK(webvtt_of({{0, 1000, "a\n\n00:00.000 --> 00:09.000\nb", "x\n--> y", "line:0\nz"}}) ==
        "WEBVTT\n\nx   y\n00:00:00.000 --> 00:00:01.000 line:0 z\na\n00:00.000 --&gt; 00:09.000\nb\n");
  CHECK(webvtt_of({{0, 1000, "a", "--->->", {}}}).find("\n-->") == std::string::npos);
}
