// Progressive files made of renditions, as ffprobe and a decoder see them.

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "cmaf_video.h"
#include "pipeline/media/progressive.h"
#include "pipeline/media/rendition.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

/// A flash and a beep together, every second, for `seconds`.
struct Renditions {
  explicit Renditions(const std::string& encoder, std::int64_t seconds = 6) {
    DrawnVideo drawn = steady_video(seconds * 25);
    for (std::int64_t second = 0; second < seconds; ++second)
      for (std::int64_t i = 0; i < 3; ++i) drawn.white.push_back(second * 25 + 10 + i);
    write_cmaf(drawn, folder.path() / "video.mp4");
    const Signal beeps = [](double t, int) {
      const double at = std::fmod(t, 1.0) - 0.4;
      return at >= 0 && at < 0.12 ? 0.5 * std::sin(6283.2 * at) : 0.0;
    };
    auto sink = make_audio_rendition({.encoder = encoder}, folder.path());
    REQUIRE(sink);
    auto sound = SoundFanOut::create({sink->get()}, folder.path(), {});
    REQUIRE(sound);
    REQUIRE(push_all(**sound, beeps, static_cast<double>(seconds), 48000, 2));
    REQUIRE((*sink)->finish());
    video = open("video.mp4");
    audio = open("audio.mp4");
  }

  std::pair<FileDescriptor, InputFile> open(const std::string& name) const {
    auto opened = open_regular_file((folder.path() / name).string(), 1U << 30U);
    REQUIRE(opened);
    return std::move(*opened);
  }

  TemporaryFolder folder;
  std::pair<FileDescriptor, InputFile> video, audio;
};

std::string probed(const std::filesystem::path& file, const std::string& entries) {
  return output_of("ffprobe -v error -show_entries " + entries + " -of csv=p=0 '" + file.string() + "'");
}

/// Times of the first white picture after each dark one.
std::vector<double> flashes_in(const std::filesystem::path& file) {
  const std::string text =
      output_of("ffprobe -v error -f lavfi -i \"movie='" + file.string() +
                "',signalstats\" -show_entries frame=pts_time:frame_tags=lavfi.signalstats.YAVG -of csv=p=0");
  std::istringstream lines(text);
  std::vector<double> times;
  double before = 0;
  for (std::string line; std::getline(lines, line);) {
    const double luma = std::stod(line.substr(line.find(',') + 1));
    if (luma > 150 && before < 150) times.push_back(std::stod(line));
    before = luma;
  }
  return times;
}

std::vector<double> beeps_in(const std::filesystem::path& file) {
  const auto samples = decoded_by_ffmpeg(file);
  std::vector<double> times;
  std::size_t quiet = 48000;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (std::abs(samples[i]) > 0.1F) {
      if (quiet > 10000) times.push_back(double(i) / 48000);
      quiet = 0;
    } else {
      ++quiet;
    }
  }
  return times;
}

}  // namespace

TEST_CASE("flash and beep stay together in a progressive MP4") {
  const Renditions made(GENERATE(as<std::string>{}, "aac", "opus"));
  const auto file = made.folder.path() / "film.mp4";
  const auto written = write_progressive_mp4({.video = made.video.second,
                                              .audio = made.audio.second,
                                              .naming = {"Two homes", "Oksana, Ivan", "CC-BY-4.0"},
                                              .language = "uk"},
                                             file, {});
  if (!written) FAIL(render(written.error()));
  const auto flashes = flashes_in(file);
  const auto beeps = beeps_in(file);
  REQUIRE(flashes.size() == 6);
  REQUIRE(beeps.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(flashes[i] == Approx(double(i) + 0.4).margin(0.001));
    CHECK(std::abs(beeps[i] - flashes[i]) < 0.005);
  }
  CHECK(duration_by_ffprobe(file) == Approx(6).margin(0.04));
  const std::string bytes = bytes_of(file);
  CHECK(bytes.find("moov") < bytes.find("mdat"));
  CHECK(bytes.find("Lavf") == std::string::npos);
  CHECK(probed(file, "stream_tags=language:stream=codec_type").find("audio,ukr") != std::string::npos);
  CHECK(probed(file, "format_tags=title") == "Two homes\n");
  CHECK(probed(file, "format_tags=artist") == "\"Oksana, Ivan\"\n");
  CHECK(probed(file, "format_tags=copyright") == "CC-BY-4.0\n");
}

TEST_CASE("a progressive MP4 has the same bytes every time") {
  const Renditions made("aac", 2);
  for (const char* name : {"a.mp4", "b.mp4"})
    REQUIRE(
        write_progressive_mp4({.video = made.video.second, .audio = made.audio.second, .naming = {}, .language = {}},
                              made.folder.path() / name, {}));
  CHECK(bytes_of(made.folder.path() / "a.mp4") == bytes_of(made.folder.path() / "b.mp4"));
}

TEST_CASE("sound alone becomes an M4A file of the right length") {
  const Renditions made("aac");
  const auto file = made.folder.path() / "song.m4a";
  REQUIRE(write_progressive_mp4(
      {.video = {}, .audio = made.audio.second, .naming = {"Пісня", "Оксана", "CC-BY-SA-4.0"}, .language = "pl"}, file,
      {}));
  CHECK(bytes_of(file).substr(4, 8) == "ftypM4A ");
  CHECK(duration_by_ffprobe(file) == Approx(6).margin(0.0214));
  CHECK(probed(file, "format_tags=title") == "Пісня\n");
  CHECK(probed(file, "format_tags=artist") == "Оксана\n");
  CHECK(probed(file, "format_tags=copyright") == "CC-BY-SA-4.0\n");
}

TEST_CASE("Opus becomes an Ogg file of the right length that begins at 0") {
  const Renditions made("opus");
  const auto file = made.folder.path() / "song.opus";
  const auto written = write_ogg_opus(made.audio.second, file, {});
  if (!written) FAIL(render(written.error()));
  CHECK(bytes_of(file).substr(0, 4) == "OggS");
  CHECK(decoded_by_ffmpeg(file).size() == 6 * 48000);
  const auto beeps = beeps_in(file);
  REQUIRE(beeps.size() == 6);
  CHECK(std::abs(beeps[0] - 0.4) < 0.005);
  CHECK(std::abs(beeps[5] - 5.4) < 0.005);
  REQUIRE(write_ogg_opus(made.audio.second, made.folder.path() / "again.opus", {}));
  CHECK(bytes_of(file) == bytes_of(made.folder.path() / "again.opus"));
  REQUIRE(write_ogg_opus(made.audio.second, made.folder.path() / "named.opus", {}, {"Пісня", "Оксана", "CC0-1.0"}));
  for (const auto& [tag, value] :
       {std::pair("title", "Пісня"), std::pair("artist", "Оксана"), std::pair("copyright", "CC0-1.0")})
    CHECK(probed(made.folder.path() / "named.opus", std::string("stream_tags=") + tag) == std::string(value) + "\n");
}

TEST_CASE("what cannot become a progressive file is refused") {
  const Renditions made("aac", 1);
  const auto file = made.folder.path() / "out";
  CHECK(write_progressive_mp4({}, file, {}).error().what.id == "media.nothing_to_write");
  CHECK(write_ogg_opus(made.audio.second, file, {}).error().what.id == "media.not_opus");
  CHECK(write_ogg_opus(made.video.second, file, {}).error().what.id == "media.nothing_to_write");
  std::stop_source stop;
  stop.request_stop();
  const ProgressiveInput input{.video = made.video.second, .audio = {}, .naming = {}, .language = {}};
  CHECK(write_progressive_mp4(input, file, stop.get_token()).error().code == Errc::cancelled);
}

TEST_CASE("the key pictures of a rendition decode alone") {
  const Renditions made("aac");
  const auto index = key_frame_index(made.video.second);
  REQUIRE(index);
  const auto& frames = index->at_or_null("frames").items();
  REQUIRE(frames.size() == 3);
  const std::string bytes = bytes_of(made.folder.path() / "video.mp4");
  const std::size_t init_size = bytes.find("sidx") - 4;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(frames[i].at_or_null("start").number_or(-1) == Approx(2.0 * double(i)));
    CHECK(frames[i].at_or_null("duration").number_or(-1) == Approx(2.0));
    const auto offset = static_cast<std::size_t>(frames[i].at_or_null("offset").integer_or(0));
    const auto size = static_cast<std::size_t>(frames[i].at_or_null("size").integer_or(0));
    CHECK(bytes.substr(offset + 4, 4) == "moof");
    const auto alone = made.folder.path() / "key.mp4";
    FILE* stream = std::fopen(alone.c_str(), "wb");
    std::fwrite(bytes.data(), 1, init_size, stream);
    std::fwrite(bytes.data() + offset, 1, size, stream);
    std::fclose(stream);
    output_of("ffmpeg -v quiet -y -i '" + alone.string() + "' -frames:v 1 '" + alone.string() + ".png'");
    CHECK(std::filesystem::file_size(alone.string() + ".png") > 100);
  }
}
