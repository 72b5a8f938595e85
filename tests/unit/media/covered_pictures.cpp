// Masks over pictures: everything under them is gone, everything else stays.

#include <catch2/catch.hpp>

#include <numeric>
#include <set>

#include "pipeline/media/picture/covering.h"
#include "pipeline/media/redaction.h"
#include "pipeline/media/still.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

constexpr VideoNeeds grey{0, 0, PixelLayout::gray8, 0};

/// The pictures of a film under masks, as every sink sees them.
Watched watch_masked(const std::filesystem::path& path, const PictureMasks& masks, VideoNeeds needs) {
  const OpenFile file(path);
  DecodePassOptions options;
  options.masks = masks;
  const auto seen = std::make_shared<std::vector<SeenPicture>>();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(watcher(needs, seen));
  auto passed = run_decode_pass(file.input(), facts_of(path), std::move(sinks), options);
  REQUIRE(passed);
  return {*seen, std::move(*passed)};
}

std::set<int> levels_of(const std::vector<std::uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("a solid mask covers every pixel that it touches, and no other") {
  std::vector<std::uint8_t> pixels(40 * 20, 7);
  cover({pixels.data(), 40, 40, 20, 1, {99}}, {{0.26, 0.26, 0.5, 0.5}}, MaskStyle::solid);
  for (int y = 0; y < 20; ++y)
    for (int x = 0; x < 40; ++x) {
      const bool inside = x >= 10 && x < 31 && y >= 5 && y < 16;
      CHECK(static_cast<int>(pixels[static_cast<std::size_t>(y * 40 + x)]) == (inside ? 99 : 7));
    }
  cover({pixels.data(), 40, 40, 20, 1, {1}}, {{-1, -1, 3, 3}}, MaskStyle::solid);
  CHECK(levels_of(pixels) == std::set<int>{1});
}

TEST_CASE("a mosaic leaves at most eight blocks across") {
  std::vector<std::uint8_t> pixels(100 * 100);
  std::iota(pixels.begin(), pixels.end(), 0);
  cover({pixels.data(), 100, 100, 100, 1, {}}, {{0, 0, 1, 0.5}}, MaskStyle::mosaic);
  for (int y = 0; y < 50; ++y) {
    int changes = 0;
    for (int x = 1; x < 100; ++x)
      changes +=
          pixels[static_cast<std::size_t>(y * 100 + x)] != pixels[static_cast<std::size_t>(y * 100 + x - 1)] ? 1 : 0;
    CHECK(changes < mosaic_blocks);
  }
  CHECK(pixels[60 * 100 + 3] == static_cast<std::uint8_t>(60 * 100 + 3));
}

TEST_CASE("all sinks of a pass see the masks, at all sizes") {
  const TemporaryFolder folder;
  const auto path = make_media(folder, quarters(192, 128, 1), "film.mp4");
  PictureMasks masks;
  masks.decided = {0, 10};
  masks.paths = {{"1", {{0.4, {0, 0, 0.5, 0.5}}, {2, {0, 0, 0.5, 0.5}}}}};
  for (const VideoNeeds& needs : {VideoNeeds{0, 0, PixelLayout::bgr24, 0}, VideoNeeds{96, 64, PixelLayout::bgr24, 5}}) {
    const Watched watched = watch_masked(path, masks, needs);
    for (const SeenPicture& picture : watched.pictures) {
      const Pixel covered = pixel_at(picture, 0.25, 0.25);
      const bool is_red = covered.red > 200 && covered.blue < 60;
      CHECK(is_red == (picture.time + 0.04 <= 0.4));
      if (!is_red) CHECK(std::abs(covered.red - covered.blue) < 6);
      CHECK(pixel_at(picture, 0.75, 0.25).green > 200);
    }
  }
}

TEST_CASE("pictures that were not decided are covered whole before anything sees them") {
  const TemporaryFolder folder;
  const auto path = make_media(folder, quarters(192, 128, 1), "film.mp4");
  PictureMasks masks;
  masks.decided = {0, 0.5};
  masks.whole = {{0.12, 0.2}};
  const Watched watched = watch_masked(path, masks, grey);
  REQUIRE(watched.pictures.size() == 25);
  for (const SeenPicture& picture : watched.pictures) {
    const bool open = picture.time < 0.11 || (picture.time > 0.19 && picture.time < 0.49);
    CHECK((levels_of(picture.bytes).size() > 1) == open);
  }
}

TEST_CASE("a still under masks keeps its size and the rest of its pixels") {
  const TemporaryFolder folder;
  const auto path = make_media(folder, "-f lavfi -i color=red:s=64x48 -frames:v 1", "still.png");
  const OpenFile file(path);
  PictureMasks masks;
  masks.decided = {0, 1};
  masks.paths = {{"1", {{0, {0, 0, 0.5, 1}}, {1, {0, 0, 0.5, 1}}}}};
  const auto out = folder.path() / "covered.png";
  REQUIRE(cover_image(file.input(), masks, "png", ImageLimits{}, out));
  const OpenFile covered(out);
  const auto frame = still_frame(covered.input(), ImageLimits{}, {64, 48, PixelLayout::bgr24, 0});
  REQUIRE(frame);
  const std::uint8_t* row = frame->picture.planes[0] + std::ptrdiff_t{10} * frame->picture.strides[0];
  CHECK(row[0] == row[2]);
  CHECK(row[63 * 3 + 2] > 240);
  CHECK(row[63 * 3] < 20);
  CHECK(cover_image(file.input(), masks, "gif", ImageLimits{}, folder.path() / "x.gif").error().code ==
        Errc::unsupported);
  // Nothing decided: nothing shown.
  REQUIRE(cover_image(file.input(), PictureMasks{}, "png", ImageLimits{}, out));
  const OpenFile whole(out);
  const auto luma = still_frame(whole.input(), ImageLimits{}, {64, 48, PixelLayout::gray8, 0});
  REQUIRE(luma);
  for (int x = 0; x < 64; ++x) CHECK(luma->picture.planes[0][x] == luma->picture.planes[0][0]);
}

TEST_CASE("grey pictures, with and without alpha, are read like others") {
  const TemporaryFolder folder;
  for (const auto& [name, format] :
       {std::pair("grey.jpg", "gray"), {"grey.png", "gray"}, {"alpha.png", "ya8"}, {"deep.png", "gray16be"}}) {
    CAPTURE(name);
    const auto path =
        make_media(folder, std::string("-f lavfi -i color=gray:s=64x48 -frames:v 1 -pix_fmt ") + format, name);
    const OpenFile file(path);
    REQUIRE(make_image_sizes(file.input(), ImageRecipe{}, ImageLimits{}, folder.path()));
    const auto frame = still_frame(file.input(), ImageLimits{}, {32, 24, PixelLayout::bgr24, 0});
    REQUIRE(frame);
    for (int i = 0; i < 3; ++i) CHECK(std::abs(frame->picture.planes[0][i] - 128) <= 4);
  }
}

TEST_CASE("the luma of a still is that of a film") {
  const TemporaryFolder folder;
  const auto path = make_media(folder, "-f lavfi -i color=white:s=32x32 -frames:v 1", "white.png");
  const OpenFile file(path);
  const auto frame = still_frame(file.input(), ImageLimits{}, {32, 32, PixelLayout::gray8, 0});
  REQUIRE(frame);
  CHECK(std::abs(frame->picture.planes[0][0] - 235) <= 1);
}

}  // namespace integrart::test
