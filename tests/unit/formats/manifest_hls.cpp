#include <catch2/catch.hpp>

#include "formats/tables.h"
#include "manifest_streams.h"
#include "pipeline/base/catalogue.h"

using namespace integrart;
using namespace integrart::test;

namespace {

std::vector<std::pair<std::string, std::string>> written(const StreamSet& streams) {
  auto files = find_by_id(manifest_formats(), "hls")->write(streams);
  if (!files) FAIL(render(files.error()));
  return *files;
}

std::string refused(const StreamSet& streams) {
  const auto files = find_by_id(manifest_formats(), "hls")->write(streams);
  REQUIRE_FALSE(files);
  CHECK(files.error().code == Errc::invalid_input);
  return files.error().what.id;
}

}  // namespace

TEST_CASE("hls: the master playlist names every rung, sound, subtitle and I-frame playlist") {
  const auto files = written(two_rungs());
  CHECK(files.front().first == "master.m3u8");
  CHECK(files.front().second ==
        R"(#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS

#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-aac",NAME="українська",LANGUAGE="uk",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio-aac.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-aac",NAME="Lektor 'Ania'",LANGUAGE="pl",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2",URI="audio-aac-pl.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="polski",LANGUAGE="pl",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="subtitles-pl.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="العربية",LANGUAGE="ar",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound",URI="subtitles-ar-captions.m3u8"

#EXT-X-STREAM-INF:BANDWIDTH=3130000,AVERAGE-BANDWIDTH=1628000,CODECS="avc1.64001F,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,AUDIO="audio-aac",SUBTITLES="subtitles",CLOSED-CAPTIONS=NONE
video-720p.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=1030000,AVERAGE-BANDWIDTH=578000,CODECS="avc1.64001F,mp4a.40.2",RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO="audio-aac",SUBTITLES="subtitles",CLOSED-CAPTIONS=NONE
video-360p.m3u8
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=11200,AVERAGE-BANDWIDTH=7200,CODECS="avc1.64001F",RESOLUTION=1280x720,URI="iframes-720p.m3u8"
#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=11200,AVERAGE-BANDWIDTH=7200,CODECS="avc1.64001F",RESOLUTION=640x360,URI="iframes-360p.m3u8"
)");
}

TEST_CASE("hls: a media playlist gives the byte ranges of its file") {
  const auto files = written(two_rungs());
  CHECK(file_of(files, "video-360p.m3u8") ==
        R"(#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="360p/video.mp4",BYTERANGE="800@0"
#EXTINF:2.000000,
#EXT-X-BYTERANGE:5000@800
360p/video.mp4
#EXTINF:2.000000,
#EXT-X-BYTERANGE:6000@5800
360p/video.mp4
#EXTINF:1.000000,
#EXT-X-BYTERANGE:2000@11800
360p/video.mp4
#EXT-X-ENDLIST
)");
  const std::string key_frames = file_of(files, "iframes-720p.m3u8");
  CHECK(key_frames.find("#EXT-X-I-FRAMES-ONLY\n#EXT-X-MAP:URI=\"720p/video.mp4\"") != std::string::npos);
  CHECK(key_frames.find("#EXT-X-BYTERANGE:1600@5800\n") != std::string::npos);
}

TEST_CASE("hls: a last segment too short to be looked up is part of the one before") {
  StreamSet streams = two_rungs();
  streams.audio[0].segments.back().duration = 0.003;
  const std::string playlist = file_of(written(streams), "audio-aac.m3u8");
  CHECK(playlist.find("#EXTINF:2.008334,\n#EXT-X-BYTERANGE:47000@32732\n") != std::string::npos);
  CHECK(playlist.find("@64732") == std::string::npos);
}

TEST_CASE("hls: subtitles come in segments that keep the time line") {
  const auto files = written(two_rungs());
  CHECK(file_of(files, "subtitles-pl.m3u8") ==
        R"(#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:5
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-PLAYLIST-TYPE:VOD
#EXTINF:5.000000,
subtitles-pl-0001.vtt
#EXT-X-ENDLIST
)");
  CHECK(file_of(files, "subtitles-pl-0001.vtt") ==
        "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n1\n00:00:01.000 --> 00:00:02.500\nDobry wieczór\n");
  CHECK(file_of(files, "subtitles-ar-captions-0001.vtt").find("مساء الخير") != std::string::npos);
}

TEST_CASE("hls: sound alone and pictures alone are streams, too") {
  StreamSet sound = two_rungs();
  sound.video.clear();
  const std::string with_sound = written(sound).front().second;
  CHECK(with_sound.find("CODECS=\"mp4a.40.2\",AUDIO=\"audio-aac\",SUBTITLES=\"subtitles\",CLOSED-CAPTIONS=NONE\n"
                        "audio-aac.m3u8\n") != std::string::npos);
  StreamSet pictures = two_rungs();
  pictures.audio.clear();
  pictures.subtitles.clear();
  const std::string silent = written(pictures).front().second;
  CHECK(silent.find("AUDIO") == std::string::npos);
  CHECK(silent.find("CODECS=\"avc1.64001F\",RESOLUTION=1280x720,FRAME-RATE=25.000,CLOSED-CAPTIONS=NONE") !=
        std::string::npos);
}

TEST_CASE("hls: each sound codec is a group of its own, offered with every rung") {
  StreamSet streams = two_rungs();
  StreamTrack opus = streams.audio[0];
  opus.id = "opus";
  opus.codec_string = "opus";
  streams.audio.push_back(opus);
  const std::string master = written(streams).front().second;
  CHECK(master.find("GROUP-ID=\"audio-opus\"") != std::string::npos);
  CHECK(master.find("CODECS=\"avc1.64001F,opus\",RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO=\"audio-opus\"") !=
        std::string::npos);
}

TEST_CASE("hls: every group holds every sound, whatever its channels, and one default: the work's own") {
  StreamSet streams = two_rungs();
  streams.audio[0].channels = 1;  // uk; the Polish one is in stereo
  streams.audio.push_back(streams.audio[0]);
  streams.audio.back().id = "aac-2";  // a second Ukrainian one
  for (StreamTrack& track : streams.audio) track.recipe = "aac";
  for (std::size_t i = 0; i < 3; ++i) {
    StreamTrack better = streams.audio[i];
    better.id = "better-" + better.id;
    better.recipe = "better";
    streams.audio.push_back(better);
  }
  const std::string master = written(streams).front().second;
  CHECK(master.find(R"(
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-aac",NAME="українська",LANGUAGE="uk",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="audio-aac.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-aac",NAME="Lektor 'Ania'",LANGUAGE="pl",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2",URI="audio-aac-pl.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-aac",NAME="українська 2",LANGUAGE="uk",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="1",URI="audio-aac-2.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-better-aac",NAME="українська",LANGUAGE="uk",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="1",URI="audio-better-aac.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-better-aac",NAME="Lektor 'Ania'",LANGUAGE="pl",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="2",URI="audio-better-aac-pl.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio-better-aac",NAME="українська 2",LANGUAGE="uk",DEFAULT=NO,AUTOSELECT=YES,CHANNELS="1",URI="audio-better-aac-2.m3u8"
)") != std::string::npos);
}

TEST_CASE("hls: names from outside cannot break out of their attribute or their line") {
  StreamSet streams = two_rungs();
  streams.audio[0].label = "a\",URI=\"http://evil/\"\n#EXT-X-ENDLIST";
  streams.audio[1].label = streams.audio[0].label;
  streams.video[0].id = "../../x y";
  const std::string master = written(streams).front().second;
  CHECK(master.find("NAME=\"a',URI='http://evil/'#EXT-X-ENDLIST\"") != std::string::npos);
  CHECK(master.find("\n#EXT-X-ENDLIST") == std::string::npos);
  CHECK(master.find("video-xy.m3u8") != std::string::npos);

  streams.video[0].file = "a\nb";
  CHECK(refused(streams) == "manifest.track_unusable");
  streams.video[0].file = "/etc/passwd";
  CHECK(refused(streams) == "manifest.track_unusable");
}

TEST_CASE("hls: what cannot be played is refused, not written") {
  CHECK(refused({}) == "manifest.no_tracks");
  StreamSet streams = two_rungs();
  streams.video[1].segments.clear();
  CHECK(refused(streams) == "manifest.track_unusable");
  streams = two_rungs();
  streams.audio[0].segments[1].duration = -1;
  CHECK(refused(streams) == "manifest.track_unusable");
  streams = two_rungs();
  streams.subtitles[0].webvtt = "1\n00:00:01,000 --> 00:00:02,000\nSRT\n";
  CHECK(refused(streams) == "manifest.subtitles_not_webvtt");
}
