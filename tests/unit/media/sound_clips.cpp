// Lines cut out of a song, as the ffmpeg program hears them.

#include "pipeline/media/sound_clips.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/media/rendition.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

constexpr double frame_seconds = 1024.0 / 48000;

/// Ten seconds; second n sounds at 400 + 100 n Hz.
struct Scale {
  explicit Scale(const std::string& encoder = "aac") {
    const Signal steps = [](double t, int) { return 0.4 * std::sin(6.283185307 * (400 + 100 * std::floor(t)) * t); };
    auto sink = make_audio_rendition({.encoder = encoder}, folder.path());
    REQUIRE(sink);
    auto sound = SoundFanOut::create({sink->get()}, folder.path(), {});
    REQUIRE(sound);
    REQUIRE(push_all(**sound, steps, 10, 48000, 2));
    REQUIRE((*sink)->finish());
    auto opened = open_regular_file((folder.path() / "audio.mp4").string(), 1U << 30U);
    REQUIRE(opened);
    audio = std::move(*opened);
  }

  TemporaryFolder folder;
  std::pair<FileDescriptor, InputFile> audio;
};

SoundClip clip(std::int64_t begin, std::int64_t end, std::string name) {
  return {{MediaTime::from_milliseconds(begin), MediaTime::from_milliseconds(end)}, std::move(name)};
}

/// From upward crossings of zero.
double frequency(const std::vector<float>& samples, std::size_t first, std::size_t count) {
  std::size_t crossings = 0;
  for (std::size_t i = first + 1; i < first + count; ++i)
    if (samples[i - 1] < 0 && samples[i] >= 0) ++crossings;
  return static_cast<double>(crossings) * 48000 / static_cast<double>(count);
}

}  // namespace

TEST_CASE("a clip is heard from its begin to its end, give or take a frame") {
  const Scale made;
  const std::vector<SoundClip> clips{clip(0, 1000, "first.m4a"), clip(2500, 4250, "middle.m4a"),
                                     clip(9000, 60000, "last.m4a"), clip(12000, 13000, "behind.m4a")};
  REQUIRE(write_sound_clips(made.audio.second, clips, made.folder.path(), {}));
  const auto file = [&](const char* name) { return made.folder.path() / name; };
  CHECK(duration_by_ffprobe(file("first.m4a")) == Approx(1).margin(2 * frame_seconds));
  CHECK(duration_by_ffprobe(file("middle.m4a")) == Approx(1.75).margin(2 * frame_seconds));
  CHECK(duration_by_ffprobe(file("last.m4a")) == Approx(1).margin(2 * frame_seconds));
  CHECK_FALSE(std::filesystem::exists(file("behind.m4a")));

  const std::vector<float> middle = decoded_by_ffmpeg(file("middle.m4a"));
  REQUIRE(middle.size() >= 48000U * 17 / 10);
  CHECK(frequency(middle, 2400, 19200) == Approx(600).epsilon(0.02));
  CHECK(frequency(middle, 28800, 19200) == Approx(700).epsilon(0.02));
  CHECK(frequency(middle, 76800, 4800) == Approx(800).epsilon(0.03));
  // What is heard begins at once: the frame in front served the decoder.
  float loudest = 0;
  for (std::size_t i = 0; i < 480; ++i) loudest = std::max(loudest, std::abs(middle[i]));
  CHECK(loudest > 0.05F);
  CHECK(output_of("ffprobe -v error -show_entries format_tags=major_brand -of csv=p=0 '" + file("first.m4a").string() +
                  "'")
            .starts_with("M4A"));
}

TEST_CASE("clips of one sound have the same bytes every time") {
  const Scale made;
  std::string before;
  for (const char* name : {"a.m4a", "b.m4a"}) {
    REQUIRE(write_sound_clips(made.audio.second, std::vector{clip(1200, 3400, name)}, made.folder.path(), {}));
    const std::string bytes = bytes_of(made.folder.path() / name);
    if (!before.empty()) CHECK(bytes == before);
    before = bytes;
  }
}

TEST_CASE("clips are cut from AAC, and have an end") {
  const Scale opus("opus");
  CHECK(write_sound_clips(opus.audio.second, std::vector{clip(0, 500, "a.m4a")}, opus.folder.path(), {}).error().code ==
        Errc::invalid_input);
  const Scale aac;
  SoundClip endless = clip(0, 500, "a.m4a");
  endless.when.end.reset();
  CHECK(write_sound_clips(aac.audio.second, std::vector{endless}, aac.folder.path(), {}).error().code ==
        Errc::invalid_input);
  std::stop_source stop;
  stop.request_stop();
  CHECK(write_sound_clips(aac.audio.second, std::vector{clip(0, 500, "a.m4a")}, aac.folder.path(), stop.get_token())
            .error()
            .code == Errc::cancelled);
}
