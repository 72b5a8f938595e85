#include "manifest_streams.h"

namespace integrart::test {

namespace {

StreamTrack video(const std::string& id, int width, int height, std::int64_t peak) {
  StreamTrack track;
  track.id = id;
  track.file = id + "/video.mp4";
  track.codec_string = "avc1.64001F";
  track.width = width;
  track.height = height;
  track.frame_rate = 25;
  track.timescale = 12800;
  track.peak_bitrate = peak;
  track.average_bitrate = peak / 2;
  track.init_size = 800;
  track.segments = {{800, 5000, 0, 2}, {5800, 6000, 2, 2}, {11800, 2000, 4, 1}};
  track.key_frames = {{800, 1500, 0, 2}, {5800, 1600, 2, 2}, {11800, 1400, 4, 1}};
  return track;
}

StreamTrack audio(const std::string& id, const std::string& language, const std::string& label) {
  StreamTrack track;
  track.id = id;
  track.file = id + "/audio.mp4";
  track.codec_string = "mp4a.40.2";
  track.channels = 2;
  track.sample_rate = 48000;
  track.language = language;
  track.label = label;
  track.timescale = 48000;
  track.peak_bitrate = 130000;
  track.average_bitrate = 128000;
  track.init_size = 732;
  track.segments = {{732, 32000, 0, 2.005333}, {32732, 32000, 2.005333, 2.005334}, {64732, 15000, 4.010667, 0.989333}};
  return track;
}

LanguageTag language(std::string_view text) {
  return LanguageTag::parse(text)->value;
}

}  // namespace

StreamSet two_rungs() {
  StreamSet streams;
  streams.duration = 5;
  streams.video = {video("720p", 1280, 720, 3000000), video("360p", 640, 360, 900000)};
  streams.audio = {audio("aac", "uk", ""), audio("aac-pl", "pl", "Lektor \"Ania\"")};
  StreamSubtitles polish;
  polish.language = language("pl");
  polish.webvtt = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nDobry wieczór\n";
  StreamSubtitles arabic;
  arabic.language = language("ar");
  arabic.label = "\u202Eالعربية\u202C";
  arabic.captions = true;
  arabic.webvtt = "WEBVTT\n\n00:02.000 --> 00:04.000\nمساء الخير\n";
  streams.subtitles = {polish, arabic};
  return streams;
}

std::string file_of(const std::vector<std::pair<std::string, std::string>>& files, std::string_view name) {
  for (const auto& [path, text] : files)
    if (path == name) return text;
  return {};
}

}  // namespace integrart::test
