// Flashes of decoded pictures made weaker: the light of a place stays near its mean, and nothing else changes.

#include <catch2/catch.hpp>

#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

/// Luma of pictures at a place, with their times, as every sink sees them.
std::vector<std::pair<double, int>> luma_at(const std::filesystem::path& path, const FlashSoftening& softening,
                                            double x, double y) {
  const OpenFile file(path);
  DecodePassOptions options;
  options.softening = softening;
  const auto seen = std::make_shared<std::vector<SeenPicture>>();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(watcher({0, 0, PixelLayout::bgr24, 0}, seen));
  REQUIRE(run_decode_pass(file.input(), facts_of(path), std::move(sinks), options));
  std::vector<std::pair<double, int>> levels;
  for (const SeenPicture& picture : *seen) levels.emplace_back(picture.time, pixel_at(picture, x, y).green);
  return levels;
}

/// The largest step from picture to picture in [begin, end).
int largest_step(const std::vector<std::pair<double, int>>& levels, double begin, double end) {
  int largest = 0;
  for (std::size_t i = 1; i < levels.size(); ++i)
    if (levels[i].first >= begin && levels[i].first < end)
      largest = std::max(largest, std::abs(levels[i].second - levels[i - 1].second));
  return largest;
}

/// Grey; from 2 to 4 seconds the left half is black and white in turn, five times a second.
std::filesystem::path flashing(const TemporaryFolder& folder) {
  return make_media(folder,
                    "-f lavfi -i \"color=gray:s=192x128:r=25:d=6,format=yuv420p,geq=lum='if(between(T,2,4)*lt(X,96),"
                    "16+219*mod(floor(T*10),2),126)':cb=128:cr=128\" -c:v libx264 -qp 0",
                    "flashing.mkv");
}

}  // namespace

TEST_CASE("stretches that flash are dimmed, step by step, and come and go without a jump") {
  const TemporaryFolder folder;
  const auto path = flashing(folder);
  int before = 255;
  for (const int level : {1, 2, 3, 4}) {
    CAPTURE(level);
    const FlashSoftening softening{SofteningStyle::dim, level, {{1.9, 4.1}}};
    const auto left = luma_at(path, softening, 0.2, 0.5);
    const int inside = largest_step(left, 2.1, 4);
    CHECK(inside < before);
    CHECK(inside < 110);
    before = inside;
    // Before the ramp and after it every picture is what it was.
    CHECK(largest_step(left, 0, 1.4) <= 1);
    CHECK(left[10].second == Approx(129).margin(3));
    CHECK(left[120].second == Approx(129).margin(3));
    CHECK(largest_step(luma_at(path, softening, 0.9, 0.5), 0, 6) < 12);  // what does not flash stays
  }
  CHECK(before < 20);
}

TEST_CASE("what is drawn in a place stays to be seen while its light is held") {
  const TemporaryFolder folder;
  const auto path =
      make_media(folder,
                 "-f lavfi -i \"color=gray:s=192x128:r=25:d=4,format=yuv420p,geq=lum='if(between(T,1,3),"
                 "40+120*mod(floor(T*10),2),100)+if(mod(floor(X/2),2),20,0)':cb=128:cr=128\" -c:v libx264 -qp 0",
                 "drawn.mkv");
  const FlashSoftening softening{SofteningStyle::dim, 2, {{0.9, 3.1}}};
  const auto dark = luma_at(path, softening, 0.5 + 0.5 / 192, 0.5);
  const auto light = luma_at(path, softening, 0.5 + 2.5 / 192, 0.5);
  for (std::size_t i = 30; i < 70; ++i) CHECK(std::abs(light[i].second - dark[i].second) > 12);
}

TEST_CASE("desaturating takes colour away and leaves light") {
  const TemporaryFolder folder;
  const auto path = make_media(folder, quarters(192, 128, 2), "film.mp4");
  const OpenFile file(path);
  DecodePassOptions options;
  options.softening = FlashSoftening{SofteningStyle::desaturate, 4, {{0.9, 1.1}}};
  const auto seen = std::make_shared<std::vector<SeenPicture>>();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(watcher({0, 0, PixelLayout::bgr24, 0}, seen));
  REQUIRE(run_decode_pass(file.input(), facts_of(path), std::move(sinks), options));
  for (const SeenPicture& picture : *seen) {
    const Pixel red = pixel_at(picture, 0.25, 0.25);
    if (picture.time > 0.91 && picture.time < 1.09) CHECK(std::abs(red.red - red.blue) < 4);
    if (picture.time < 0.35 || picture.time > 1.65) CHECK(red.red - red.blue > 180);
  }
}

TEST_CASE("without a stretch pictures are the very same") {
  const TemporaryFolder folder;
  const auto path = flashing(folder);
  CHECK(luma_at(path, FlashSoftening{}, 0.2, 0.5) == luma_at(path, {SofteningStyle::dim, 4, {{50, 60}}}, 0.2, 0.5));
}

}  // namespace integrart::test
