#include <catch2/catch.hpp>

#include "pipeline/media/still.h"
#include "pipeline/media/still/animation.h"
#include "pipeline/media/still/bytes.h"
#include "pipeline/media/still/container.h"
#include "tests/unit/media/still_input.h"

using namespace integrart;
using namespace integrart::test;
using namespace std::string_view_literals;

namespace {

/// Keeps when a picture was shown and the grey of its middle, from 0 (black) to 255.
class Watching final : public FrameSink {
 public:
  explicit Watching(double most_a_second = 0) : m_needs{8, 8, PixelLayout::bgr24, most_a_second} {}
  FrameNeeds needs() const override { return {m_needs, std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override {
    const std::uint8_t* middle = frame.picture.planes[0] + 4 * frame.picture.strides[0] + 4 * 3;
    if (seen.empty() || seen.back().second != middle[0])
      seen.emplace_back(std::llround(frame.time.seconds() * 1000), middle[0]);
    end = (frame.time + frame.duration).seconds();
    ++pictures;
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

  std::vector<std::pair<long long, int>> seen;  // milliseconds and grey, at every change
  double end = 0;
  int pictures = 0;

 private:
  VideoNeeds m_needs;
};

/// GIF of 8 x 8 pixels whose pictures are each of one colour: 0 black, 1 white, 2 transparent. Delays in hundredths.
std::string gif_of(const std::vector<std::pair<int, unsigned>>& pictures, int disposal = 1) {
  std::string file = "GIF89a" + bytes_of(8, 2, ByteOrder::little) + bytes_of(8, 2, ByteOrder::little) +
                     std::string("\xF1\0\0\0\0\0\xFF\xFF\xFF\0\0\0\0\0\0"sv);
  for (const auto& [colour, delay] : pictures) {
    file += std::string("\x21\xF9\x04"sv) + static_cast<char>(disposal << 2 | (colour == 2 ? 1 : 0)) +
            bytes_of(delay, 2, ByteOrder::little) + std::string("\x02\0\x2C\0\0\0\0\x08\0\x08\0\0\x02"sv);
    // Codes of three bits; the table is cleared (4) before they grow, and ended (5).
    std::string bits;
    const auto code = [&bits](int value) {
      for (int bit = 0; bit < 3; ++bit) bits += (value >> bit & 1) != 0 ? '1' : '0';
    };
    for (int pixel = 0; pixel < 64; ++pixel) {
      if (pixel % 2 == 0) code(4);
      code(colour);
    }
    code(5);
    bits.resize((bits.size() + 7) / 8 * 8, '0');
    std::string data;
    for (std::size_t at = 0; at < bits.size(); at += 8) {
      int byte = 0;
      for (std::size_t bit = 0; bit < 8; ++bit) byte |= (bits[at + bit] == '1' ? 1 : 0) << bit;
      data += static_cast<char>(byte);
    }
    file += bytes_of(data.size(), 1) + data + '\0';
  }
  return file + '\x3B';
}

Result<AnimationShown> show(const TemporaryFolder& folder, const std::string& bytes, FrameSink& white, FrameSink& black,
                            const AnimationLimits& limits = {}) {
  write_bytes(folder.path() / "moving", bytes);
  return show_animation(OpenedFile(folder.path() / "moving").file(), ImageLimits{}, limits, white, black);
}

StillMotion motion_of(const std::string& bytes) {
  return read_motion(bytes, StillType::gif, 1000);
}

}  // namespace

TEST_CASE("an animation is told from its structure, with the delay of each picture") {
  CHECK(motion_of(gif_of({{0, 7}})).pictures == 1);
  CHECK(motion_of(gif_of({{0, 7}})).delays.empty());
  const StillMotion three = motion_of(gif_of({{0, 7}, {1, 0}, {0, 200}}));
  CHECK(three.pictures == 3);
  CHECK(three.delays == std::vector<std::uint32_t>{70, 0, 2000});
  CHECK(read_motion(gif_of({{0, 7}, {1, 0}, {0, 200}}), StillType::gif, 2).delays.size() == 2);
  const std::string whole = gif_of({{0, 7}, {1, 0}, {0, 200}});
  for (std::size_t size = 13; size < whole.size(); ++size) {
    const StillMotion cut = motion_of(whole.substr(0, size));
    CHECK(cut.pictures <= 3);
    CHECK((cut.pictures == 1 || cut.delays.size() == cut.pictures));
  }
  CHECK_FALSE(read_motion("\0\0\0\x14"
                          "ftypavis\0\0\0\0avif"sv,
                          StillType::avif, 9)
                  .followed);
}

TEST_CASE("delays of up to 10 ms last 100 ms, all others what they say") {
  CHECK(played_milliseconds(0) == 100);
  CHECK(played_milliseconds(10) == 100);
  CHECK(played_milliseconds(11) == 11);
  CHECK(played_milliseconds(20) == 20);
  CHECK(played_milliseconds(655'350) == 655'350);
}

TEST_CASE("pictures are shown when their time comes, and the animation repeats") {
  const TemporaryFolder folder;
  Watching white;
  Watching black;
  const auto shown = show(folder, gif_of({{0, 30}, {1, 0}, {0, 60}}), white, black);
  REQUIRE(shown);
  CHECK(shown->pictures == 3);
  CHECK(shown->round_seconds == Approx(1.0));
  CHECK(shown->shown_seconds >= 8);
  CHECK(shown->shown_seconds < 9);
  CHECK_FALSE(shown->see_through);
  REQUIRE(white.seen.size() >= 5);
  CHECK(white.seen[0] == std::pair(0LL, 0));
  CHECK(white.seen[1] == std::pair(300LL, 255));
  CHECK(white.seen[2] == std::pair(400LL, 0));
  CHECK(white.seen[3] == std::pair(1300LL, 255));
  CHECK(white.seen == black.seen);
  CHECK(white.end == Approx(shown->shown_seconds));
}

TEST_CASE("the seam of a long animation is seen once more, not the whole") {
  const TemporaryFolder folder;
  Watching white;
  Watching black;
  std::vector<std::pair<int, unsigned>> pictures(30, {0, 100});
  pictures[29] = {1, 100};
  const auto shown = show(folder, gif_of(pictures), white, black);
  REQUIRE(shown);
  CHECK(shown->round_seconds == Approx(30));
  CHECK(shown->shown_seconds == Approx(32));
  CHECK(white.seen == std::vector<std::pair<long long, int>>{{0, 0}, {29'000, 255}, {30'000, 0}});
}

TEST_CASE("what shines through is seen on white and on black") {
  const TemporaryFolder folder;
  Watching white;
  Watching black;
  const auto shown = show(folder, gif_of({{1, 20}, {2, 20}}, 2), white, black);
  REQUIRE(shown);
  CHECK(shown->see_through);
  CHECK(white.seen.size() == 1);
  CHECK(black.seen.size() > 10);
  CHECK(black.seen[1] == std::pair(200LL, 0));
}

TEST_CASE("a sink that wants few pictures gets few") {
  const TemporaryFolder folder;
  Watching white(2);
  Watching black(2);
  REQUIRE(show(folder, gif_of({{0, 5}, {1, 5}}), white, black));
  CHECK(white.pictures >= 15);
  CHECK(white.pictures <= 20);
}

TEST_CASE("an animation that is too long or cut off is not shown half") {
  const TemporaryFolder folder;
  Watching white;
  Watching black;
  const std::string three = gif_of({{0, 30}, {1, 30}, {0, 30}});
  AnimationLimits limits;
  limits.pictures = 2;
  CHECK(show(folder, three, white, black, limits).error().code == Errc::limit_exceeded);
  limits = {};
  limits.pixels = 2 * 64;
  CHECK(show(folder, three, white, black, limits).error().code == Errc::limit_exceeded);
  limits = {};
  limits.seconds = 0.8;
  CHECK(show(folder, three, white, black, limits).error().code == Errc::limit_exceeded);
  CHECK(white.pictures == 0);
  CHECK(show(folder, gif_of({{0, 30}}), white, black).error().code == Errc::unsupported);
  CHECK(show(folder, three.substr(0, three.size() - 20), white, black).error().code == Errc::corrupt_media);
}

TEST_CASE("probing says how long a round lasts, sizes are made of the first") {
  const TemporaryFolder folder;
  write_bytes(folder.path() / "moving.gif", gif_of({{1, 5}, {0, 5}, {0, 5}}));
  const OpenedFile file(folder.path() / "moving.gif");
  const auto facts = probe_image(file.file(), {});
  REQUIRE(facts);
  CHECK(facts->value.duration_seconds == Approx(0.15));
  write_bytes(folder.path() / "still.gif", gif_of({{1, 5}}));
  CHECK(probe_image(OpenedFile(folder.path() / "still.gif").file(), {})->value.duration_seconds == 0);
  REQUIRE(make_image_sizes(file.file(), {}, {}, folder.path()));
  CHECK(near(DecodedPicture(folder.path() / "8.jpg").at(0.5, 0.5), {255, 255, 255}));
}
