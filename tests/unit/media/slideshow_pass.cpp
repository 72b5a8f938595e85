// Still pictures and a sound become a video.

#include <catch2/catch.hpp>

#include <cmath>

#include "pipeline/media/rendition.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {

TEST_CASE("pictures share the time of the sound evenly, fitted and faded") {
  const TemporaryFolder folder;
  const OpenFile sound(make_media(folder, "-f lavfi -i sine=d=6 -c:a libmp3lame", "song.mp3"));
  const OpenFile red(make_media(folder, "-f lavfi -i color=red:s=640x360 -frames:v 1", "red.png"));
  const OpenFile green(
      make_media(folder, "-f lavfi -i color=lime:s=300x600 -frames:v 1 -pix_fmt yuvj444p", "tall.jpg"));
  const OpenFile blue(
      make_media(folder, "-f lavfi -i color=blue:s=1000x200 -frames:v 1 -pix_fmt yuvj420p", "wide.jpg"));

  SlideshowSource source;
  source.sound = sound.input();
  source.sound_facts = facts_of(folder.path() / "song.mp3");
  source.pictures = {red.input(), green.input(), blue.input()};
  source.width = 640;
  source.height = 360;
  auto seen = std::make_shared<std::vector<SeenPicture>>();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(watcher({0, 0, PixelLayout::bgr24, 0}, seen));
  VideoRenditionSettings settings;
  settings.width = 640;
  settings.height = 360;
  settings.frame_rate = {10, 1};
  auto rendition = make_video_rendition(settings, folder.path());
  REQUIRE(rendition);
  sinks.push_back(std::move(*rendition));
  AudioRenditionSettings stereo;
  auto heard = make_audio_rendition(stereo, folder.path());
  REQUIRE(heard);
  sinks.push_back(std::move(*heard));
  DecodePassOptions options;
  options.scratch_folder = folder.path();
  const auto result = run_slideshow_pass(source, std::move(sinks), options);
  REQUIRE(result);
  for (const auto& output : result->sinks) REQUIRE(output);

  const double seconds = source.sound_facts.duration_seconds;
  CHECK(result->sinks[1]->document.at_or_null("duration").number_or(0) == Approx(seconds).margin(0.002));
  CHECK(result->sinks[2]->document.at_or_null("duration").number_or(0) == Approx(seconds).margin(0.05));
  REQUIRE(seen->size() == static_cast<std::size_t>(std::ceil(seconds * 10)));

  const Pixel first = pixel_at((*seen)[2], 0.5, 0.5);
  CHECK((first.red > 240 && first.green < 15 && first.blue < 15));
  const Pixel second = pixel_at((*seen)[30], 0.5, 0.5);
  CHECK((second.green > 240 && second.red < 15));
  const Pixel beside = pixel_at((*seen)[30], 0.1, 0.5);
  CHECK((beside.red < 8 && beside.green < 8 && beside.blue < 8));
  const Pixel third = pixel_at(seen->back(), 0.5, 0.5);
  CHECK((third.blue > 240 && third.green < 15));
  const Pixel above = pixel_at(seen->back(), 0.5, 0.05);
  CHECK((above.red < 8 && above.green < 8 && above.blue < 8));
  // Between red and green lies a mixture, and only there.
  bool mixed = false;
  for (std::size_t number = 0; number < 25; ++number) {
    const Pixel pixel = pixel_at((*seen)[number], 0.5, 0.5);
    if (pixel.red > 60 && pixel.green > 60) {
      mixed = true;
      CHECK((number >= 13 && number < 21));
    }
  }
  CHECK(mixed);
}

TEST_CASE("a slideshow without usable pictures says so") {
  const TemporaryFolder folder;
  const OpenFile sound(make_media(folder, "-f lavfi -i sine=d=1 -c:a libmp3lame", "song.mp3"));
  write_bytes(folder.path() / "no.jpg", "\xFF\xD8\xFFthis is no picture at all, only its first bytes");
  const OpenFile broken(folder.path() / "no.jpg");
  SlideshowSource source;
  source.sound = sound.input();
  source.sound_facts = facts_of(folder.path() / "song.mp3");
  DecodePassOptions options;
  options.scratch_folder = folder.path();
  const auto sinks = [] {
    std::vector<std::unique_ptr<FrameSink>> made;
    made.push_back(watcher({}, std::make_shared<std::vector<SeenPicture>>()));
    return made;
  };
  CHECK(run_slideshow_pass(source, sinks(), options).error().what.id == "media.no_slides");
  source.pictures = {broken.input()};
  CHECK(run_slideshow_pass(source, sinks(), options).error().what.id == "media.slide_unreadable");
}

}  // namespace integrart::test
