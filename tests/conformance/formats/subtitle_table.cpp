#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "formats/subtitle/cues/cue_text.h"
#include "formats/tables.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;

namespace {

/// A track that uses everything a format may claim to keep.
CueTrack everything() {
  const auto track =
      find_by_id(subtitle_formats(), "webvtt")
          ->read(
              "WEBVTT\nLanguage: uk\n\nREGION\nid:top\nwidth:50%\n\n"
              "first\n00:00:01.000 --> 00:00:02.500 region:top\n<v Oksana>Two <00:00:01.500>homes</v>\n\n"
              "second\n00:00:03.000 --> 00:00:04.000 line:0 align:left\n<b>one</b> <i>song</i>\n& "
              "<c.yellow>rain</c>\n\n"
              "third\n01:00:00.001 --> 01:00:02.000\nлихо й доля\n",
              {});
  REQUIRE(track);
  return track->value;
}

/// The words of a cue as a format can hold them.
std::string words_in(const SubtitleFormat& format, const Cue& cue) {
  std::string words = plain_text(cue);
  if (!format.keeps.line_breaks) std::ranges::replace(words, '\n', ' ');
  return words;
}

std::int64_t ticks_in(const SubtitleFormat& format, const MediaTime& time) {
  return time.ticks_in({1, format.keeps.ticks_per_second});
}

/// The markup of a cue as a format can hold it.
std::string markup_in(const SubtitleFormat& format, std::vector<CueNode> nodes) {
  if (!format.keeps.word_times) {
    const auto without_times = [](auto&& self, std::vector<CueNode>& inner) -> void {
      std::erase_if(inner, [](const CueNode& node) { return node.type == "timestamp"; });
      for (CueNode& node : inner) self(self, node.children);
    };
    without_times(without_times, nodes);
  }
  return write_cue_text(nodes);
}

std::vector<std::string> ids_of(const CueTrack& track) {
  std::vector<std::string> ids;
  for (const Cue& cue : track.cues) ids.push_back(cue.id);
  return ids;
}

}  // namespace

TEST_CASE("every subtitle format documents itself and its examples hold") {
  REQUIRE(subtitle_formats().size() >= 2);
  std::set<std::string_view> ids;
  for (const SubtitleFormat* const format : subtitle_formats()) {
    INFO("format " << format->id);
    CHECK(ids.insert(format->id).second);
    CHECK_FALSE(format->media_type.empty());
    CHECK_FALSE(format->extensions.empty());
    CHECK_FALSE(format->doc.summary.empty());
    CHECK_FALSE(format->doc.details.empty());
    CHECK(format->doc.source.starts_with("https://"));
    REQUIRE_FALSE(format->doc.examples.empty());
    for (const Example& example : format->doc.examples) {
      INFO("example " << example.name);
      const auto read = format->read(example.input, {});
      CHECK(read.has_value() == example.accepted);
      if (!read && read.error().code == Errc::unrecognised) CHECK(format->likeness(example.input) == 0);
    }
  }
}

TEST_CASE("the content says which format a file has, whatever its name") {
  for (const SubtitleFormat* const format : subtitle_formats()) {
    for (const Example& example : format->doc.examples) {
      if (!example.accepted) continue;
      INFO("format " << format->id << ", example " << example.name);
      for (const SubtitleFormat* const other : subtitle_formats())
        for (const std::string_view extension : other->extensions)
          CHECK(by_likeness(subtitle_formats(), example.input, extension).front() == format);
    }
    const auto written = format->write(everything());
    REQUIRE(written);
    CHECK(by_likeness(subtitle_formats(), written->value, "srt").front() == format);
  }
}

TEST_CASE("a write and a read keep what a format claims") {
  const CueTrack track = everything();
  for (const SubtitleFormat* const format : subtitle_formats()) {
    INFO("format " << format->id);
    const auto written = format->write(track);
    REQUIRE(written);
    const auto again = format->read(written->value, {});
    REQUIRE(again);
    REQUIRE(again->value.cues.size() == track.cues.size());
    for (std::size_t i = 0; i < track.cues.size(); ++i) {
      const Cue& before = track.cues[i];
      const Cue& after = again->value.cues[i];
      CHECK(ticks_in(*format, after.when.begin) == ticks_in(*format, before.when.begin));
      REQUIRE(after.when.end);
      CHECK(ticks_in(*format, *after.when.end) == ticks_in(*format, *before.when.end));
      CHECK(words_in(*format, after) == words_in(*format, before));
      if (format->keeps.markup) CHECK(markup_in(*format, after.tree) == markup_in(*format, before.tree));
      if (format->keeps.placement) CHECK(after.placement == before.placement);
      if (format->keeps.speakers) CHECK(after.speaker == before.speaker);
      if (format->keeps.word_times) CHECK(after.words.size() == before.words.size());
    }
    if (format->keeps.identifiers) CHECK(ids_of(again->value) == ids_of(track));
    if (format->keeps.regions) CHECK(again->value.regions.size() == track.regions.size());
    if (format->keeps.language) CHECK(again->value.language == track.language);
  }
}

TEST_CASE("losses of a writer are noted") {
  const CueTrack track = everything();
  for (const SubtitleFormat* const format : subtitle_formats()) {
    INFO("format " << format->id);
    const CueFeatures& keeps = format->keeps;
    const bool loses = !keeps.markup || !keeps.placement || !keeps.regions || !keeps.word_times || !keeps.speakers;
    const auto written = format->write(track);
    REQUIRE(written);
    CHECK(written->notes.empty() != loses);
  }
}

TEST_CASE("an empty track can be written") {
  for (const SubtitleFormat* const format : subtitle_formats()) CHECK(format->write({}).has_value());
}

TEST_CASE("ids are unique, payloads fit for WebVTT, results equal, whatever comes in") {
  std::uint32_t random = 11;
  const auto next = [&](std::uint32_t below) {
    random = random * 1664525U + 1013904223U;
    return (random >> 8U) % below;
  };
  static constexpr std::string_view pieces[] = {"00:00:01,000 --> 00:00:02,000\n",
                                                "00:01.000 --> 00:02.000",
                                                "\n",
                                                "\n\n",
                                                "1\n",
                                                "words ",
                                                "<i>",
                                                "</i>",
                                                "<b",
                                                ">",
                                                "&amp;",
                                                "&",
                                                "{\\an8}",
                                                "-->",
                                                " line:0%",
                                                " region:a",
                                                "REGION\nid:a\n",
                                                "STYLE\n",
                                                "NOTE ",
                                                "<00:00:01.500>",
                                                "<v A>",
                                                "\r",
                                                "\xEF\xBB\xBF",
                                                "9",
                                                "<c.x>",
                                                "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
                                                "{\\k20}",
                                                "{\\i1\\c&H0000FF&}",
                                                "\\N",
                                                "{",
                                                "}",
                                                "[Events]\n",
                                                "[00:01.00]",
                                                "<00:01.50>",
                                                "0:00:01.000,0:00:02.000\n",
                                                "{1}{25}",
                                                "|",
                                                "{y:i}",
                                                "#BPM:300\n",
                                                ": 0 4 1 ",
                                                "- 5\n",
                                                "~",
                                                "їжак",
                                                "\xF0\x9F\x98\x80"};
  for (const SubtitleFormat* const format : subtitle_formats()) {
    for (int round = 0; round < 3000; ++round) {
      std::string file = round % 2 == 0 ? "WEBVTT\n\n" : "";
      for (std::uint32_t left = next(40); left > 0; --left) file += pieces[next(std::size(pieces))];
      INFO("format " << format->id << ", file: " << file);
      const auto track = format->read(file, {});
      if (!track) continue;
      std::set<std::string> ids;
      for (const Cue& cue : track->value.cues) {
        CHECK(ids.insert(cue.id).second);
        CHECK_FALSE(cue.id.empty());
        CHECK(cue.text.find("-->") == std::string::npos);
        CHECK(cue.text.find("\n\n") == std::string::npos);
      }
      const auto written = format->write(track->value);
      REQUIRE(written);
      const auto again = format->read(written->value, {});
      if (track->value.cues.empty() || !format->keeps.every_cue) continue;
      REQUIRE(again);
      REQUIRE(again->value.cues.size() == track->value.cues.size());
      const bool changed = std::ranges::any_of(written->notes, [](const Message& note) {
        return note.id == "subtitle.words_changed" || note.id == "subtitle.cannot_hold";
      });
      for (std::size_t i = 0; i < again->value.cues.size(); ++i)
        CHECK((changed || again->value.cues[i].text == track->value.cues[i].text));
    }
  }
}
