// Where shots change, in films drawn by the test.

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/media/analysis_sinks.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

struct Colour {
  int blue = 0, green = 0, red = 0;
};
/// Colour of a pixel; x and y from 0 to 1.
using Painter = std::function<Colour(double x, double y)>;

Colour grey(double value) {
  const auto level = static_cast<int>(std::lround(std::clamp(value, 0.0, 255.0)));
  return {level, level, level};
}

/// Twelve seconds at 25 pictures a second.
std::vector<double> shots_of(const std::function<Painter(double)>& picture_at) {
  const TemporaryFolder folder;
  SourceFacts facts;
  facts.kind = "video";
  facts.video = VideoFacts{};
  facts.video->width = 1280;
  facts.video->height = 720;
  auto sink = make_shots(facts, folder.path());
  REQUIRE(sink);
  const VideoNeeds needs = *(*sink)->needs().video;
  REQUIRE(needs.layout == PixelLayout::bgr24);
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(needs.width) * static_cast<std::size_t>(needs.height) * 3);
  for (int i = 0; i < 300; ++i) {
    const Painter painter = picture_at(i / 25.0);
    auto out = pixels.begin();
    for (int y = 0; y < needs.height; ++y)
      for (int x = 0; x < needs.width; ++x) {
        const Colour colour = painter(double(x) / needs.width, double(y) / needs.height);
        for (const int value : {colour.blue, colour.green, colour.red}) *out++ = static_cast<std::uint8_t>(value);
      }
    VideoFrame frame;
    frame.picture.width = needs.width;
    frame.picture.height = needs.height;
    frame.picture.layout = needs.layout;
    frame.picture.planes[0] = pixels.data();
    frame.picture.strides[0] = needs.width * 3;
    frame.time = MediaTime::from_seconds(i / 25.0);
    frame.index = i;
    REQUIRE((*sink)->consume(frame));
  }
  const auto output = (*sink)->finish();
  REQUIRE(output);
  std::vector<double> shots;
  for (const Json& shot : output->document.at_or_null("shots").items()) shots.push_back(shot.number_or(-1));
  CHECK(bytes_of(folder.path() / "shots.json") == output->document.at_or_null("shots").dump() + "\n");
  return shots;
}

Painter blocks(double size, int dark, int light) {
  return [=](double x, double y) {
    return grey((static_cast<int>(x / size) + static_cast<int>(y / size)) % 2 != 0 ? light : dark);
  };
}

Painter plain(Colour colour) {
  return [=](double, double) { return colour; };
}

}  // namespace

TEST_CASE("a cut is found at its picture") {
  CHECK(shots_of([](double t) {
          return t < 2 ? blocks(0.5, 20, 200) : t < 4.4 ? blocks(0.5, 200, 20) : blocks(0.125, 90, 230);
        }) == std::vector<double>{2, 4.4});
}

TEST_CASE("a cut between two colours of one lightness is a cut") {
  CHECK(shots_of([](double t) {
          return plain(t < 6 ? Colour{40, 90, 200} : Colour{200, 90, 40});
        }) == std::vector<double>{6});
}

TEST_CASE("a flash, a fade, a camera that swings and somebody who runs are no cuts") {
  const auto camera = [](double t) -> Painter {
    return [t](double x, double y) { return grey(128 + 90 * std::sin(40 * (x + 0.9 * t) + 3 * y) * std::cos(17 * y)); };
  };
  CHECK(shots_of(camera).empty());
  CHECK(shots_of([&](double t) {  // two pictures of white, as of a photographer's lamp
          return t >= 3 && t < 3.08 ? plain({255, 255, 255}) : blocks(0.2, 40, 160);
        })
            .empty());
  CHECK(shots_of([](double t) { return plain(grey(20 + 220 * std::clamp((t - 4) / 1.5, 0.0, 1.0))); }).empty());
  CHECK(shots_of([](double t) -> Painter {
          return [t](double x, double y) {
            const double runner = std::fmod(t, 2.0) / 2;
            return std::hypot(x - runner, (y - 0.5) * 0.6) < 0.15 ? grey(230) : grey(60 + 80 * y);
          };
        }).empty());
}

TEST_CASE("shots that follow a swinging camera are found too") {
  CHECK(shots_of([](double t) -> Painter {
          if (t < 6) return [t](double x, double) { return grey(110 + 60 * std::sin(9 * (x + 0.4 * t))); };
          return blocks(0.25, 10, 240);
        }) == std::vector<double>{6});
}

TEST_CASE("sound has no shots") {
  const TemporaryFolder folder;
  SourceFacts song;
  song.kind = "audio";
  CHECK(make_shots(song, folder.path()).error().what.id == "media.no_pictures");
}
