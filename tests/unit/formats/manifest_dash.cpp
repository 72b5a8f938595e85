#include <catch2/catch.hpp>

#include "formats/tables.h"
#include "manifest_streams.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;
using namespace integrart::test;

namespace {

std::vector<std::pair<std::string, std::string>> written(const StreamSet& streams) {
  auto files = find_by_id(manifest_formats(), "dash")->write(streams);
  if (!files) FAIL(render(files.error()));
  return *files;
}

}  // namespace

TEST_CASE("dash: the manifest lists the byte ranges of every track") {
  StreamSet streams = two_rungs();
  streams.video.resize(1);
  streams.audio.resize(1);
  streams.subtitles.resize(1);
  const auto files = written(streams);
  CHECK(files.front().first == "manifest.mpd");
  CHECK(files.front().second ==
        R"(<?xml version="1.0" encoding="UTF-8"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT5.000S" minBufferTime="PT2.005S" profiles="urn:mpeg:dash:profile:isoff-main:2011">
  <Period id="0" start="PT0S">
    <AdaptationSet id="0" contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
      <Representation id="720p" codecs="avc1.64001F" bandwidth="3000000" width="1280" height="720" sar="1:1" frameRate="25">
        <BaseURL>720p/video.mp4</BaseURL>
        <SegmentList timescale="12800">
          <Initialization range="0-799"/>
          <SegmentTimeline>
            <S t="0" d="25600" r="1"/>
            <S d="12800"/>
          </SegmentTimeline>
          <SegmentURL mediaRange="800-5799"/>
          <SegmentURL mediaRange="5800-11799"/>
          <SegmentURL mediaRange="11800-13799"/>
        </SegmentList>
      </Representation>
    </AdaptationSet>
    <AdaptationSet id="1" contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1" lang="uk">
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
      <Representation id="aac" codecs="mp4a.40.2" bandwidth="130000" audioSamplingRate="48000">
        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
        <BaseURL>aac/audio.mp4</BaseURL>
        <SegmentList timescale="48000">
          <Initialization range="0-731"/>
          <SegmentTimeline>
            <S t="0" d="96256" r="1"/>
            <S d="47488"/>
          </SegmentTimeline>
          <SegmentURL mediaRange="732-32731"/>
          <SegmentURL mediaRange="32732-64731"/>
          <SegmentURL mediaRange="64732-79731"/>
        </SegmentList>
      </Representation>
    </AdaptationSet>
    <AdaptationSet id="2" contentType="text" mimeType="text/vtt" lang="pl">
      <Label>polski</Label>
      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="subtitle"/>
      <Representation id="subtitles-pl" bandwidth="1000">
        <BaseURL>subtitles-pl.vtt</BaseURL>
      </Representation>
    </AdaptationSet>
  </Period>
</MPD>
)");
  CHECK(file_of(files, "subtitles-pl.vtt") == streams.subtitles[0].webvtt);
}

TEST_CASE("dash: files with a segment index are addressed by it") {
  StreamSet streams = two_rungs();
  for (auto* tracks : {&streams.video, &streams.audio}) {
    for (StreamTrack& track : *tracks) {
      track.index_offset = track.init_size;
      track.index_size = 68;
    }
  }
  const std::string text = written(streams).front().second;
  CHECK(text.find("profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"") != std::string::npos);
  CHECK(text.find("        <SegmentBase timescale=\"12800\" indexRange=\"800-867\">\n"
                  "          <Initialization range=\"0-799\"/>\n        </SegmentBase>\n") != std::string::npos);
  CHECK(text.find("SegmentURL") == std::string::npos);
}

TEST_CASE("dash: rungs of one codec share a set, codecs and languages do not") {
  StreamSet streams = two_rungs();
  StreamTrack av1 = streams.video[1];
  av1.id = "360p-av1";
  av1.codec_string = "av01.0.04M.08";
  streams.video.push_back(av1);
  const std::string text = written(streams).front().second;
  std::size_t sets = 0;
  for (std::size_t at = 0; (at = text.find("<AdaptationSet ", at)) != std::string::npos; ++at) ++sets;
  CHECK(sets == 6);
}

TEST_CASE("dash: the work's own sound is preferred in every encoding, and no other shares its set") {
  StreamSet streams = two_rungs();
  streams.audio[0].channels = 1;
  streams.audio.push_back(streams.audio[0]);
  streams.audio.back().id = "aac-2";
  for (StreamTrack& track : streams.audio) track.recipe = "aac";
  StreamTrack better = streams.audio[0];
  better.id = "better";
  better.recipe = "better";
  streams.audio.push_back(better);
  const std::string text = written(streams).front().second;
  const std::string sounds = text.substr(text.find("contentType=\"audio\""));
  const auto set = [&](std::string_view id) {
    const std::size_t at = sounds.find("<Representation id=\"" + std::string(id) + "\"");
    const std::size_t begin = sounds.rfind("contentType=", at);
    return sounds.substr(begin, sounds.find("</AdaptationSet>", at) - begin);
  };
  CHECK(set("aac") == set("better"));
  CHECK(set("aac").find("lang=\"uk\" selectionPriority=\"2\"") != std::string::npos);
  CHECK(set("aac").find("value=\"main\"") != std::string::npos);
  for (const char* other : {"aac-pl", "aac-2"}) {
    CHECK(set(other).find("selectionPriority") == std::string::npos);
    CHECK(set(other).find("value=\"alternate\"") != std::string::npos);
    CHECK(set(other).find("\"aac\"") == std::string::npos);
  }
}

TEST_CASE("dash: frame rates are exact fractions") {
  StreamSet streams = two_rungs();
  streams.video[0].frame_rate = 30000.0 / 1001;
  streams.video[1].frame_rate = 12.5;
  const std::string text = written(streams).front().second;
  CHECK(text.find("frameRate=\"30000/1001\"") != std::string::npos);
  CHECK(text.find("frameRate=\"12500/1000\"") != std::string::npos);
}

TEST_CASE("dash: names from outside are escaped") {
  StreamSet streams = two_rungs();
  streams.audio[0].label = "<b>\"&\x01";
  streams.subtitles[0].label = "]]></Label><BaseURL>http://evil/";
  const std::string text = written(streams).front().second;
  CHECK(text.find("<Label>&lt;b&gt;") != std::string::npos);
  CHECK(text.find("<BaseURL>http") == std::string::npos);
  CHECK(text.find('\x01') == std::string::npos);
  streams.video[0].codec_string = "avc1\"/>";
  CHECK_FALSE(find_by_id(manifest_formats(), "dash")->write(streams));
}
