#include "filters/video/looks/look_schedule.h"

#include <array>
#include <catch2/catch.hpp>

using namespace integrart;

namespace {

using Pixel = std::array<std::uint8_t, 3>;  // blue, green, red

/// Asks a schedule at every tenth of a second.
class Film {
 public:
  explicit Film(double seconds_between) : m_schedule(seconds_between) {}
  bool coloured(Pixel left, Pixel right) {
    std::vector<std::uint8_t> bytes;
    for (int row = 0; row < height; ++row)
      for (int column = 0; column < width; ++column)
        for (const std::uint8_t value : column < width / 2 ? left : right) bytes.push_back(value);
    return wants(bytes, PixelLayout::bgr24, 3);
  }
  bool grey(std::uint8_t level) {
    return wants(std::vector<std::uint8_t>(std::size_t{width} * height, level), PixelLayout::gray8, 1);
  }

 private:
  static constexpr int width = 64, height = 36;

  bool wants(const std::vector<std::uint8_t>& bytes, PixelLayout layout, int channels) {
    VideoFrame frame;
    frame.picture = {width, height, layout, {}, {width * channels}};
    frame.picture.planes[0] = bytes.data();
    frame.time = MediaTime::from_milliseconds(100 * m_index);
    frame.index = m_index++;
    return m_schedule.wants(frame);
  }

  LookSchedule m_schedule;
  std::int64_t m_index = 0;
};

}  // namespace

TEST_CASE("a cut between colours of one lightness is a cut") {
  constexpr Pixel red{0, 54, 255}, blue{255, 54, 0}, green{0, 255, 0}, magenta{255, 0, 255};
  for (const auto& [from, to] : {std::pair(red, blue), std::pair(blue, red), std::pair(green, magenta)}) {
    Film film(60);
    CHECK(film.coloured(from, from));
    CHECK_FALSE(film.coloured(from, from));
    CHECK(film.coloured(to, to));
    CHECK_FALSE(film.coloured(to, to));
  }
}

TEST_CASE("a tenth of the range on average is a cut, less is none") {
  Film film(60);
  CHECK(film.grey(100));
  CHECK_FALSE(film.grey(125));
  CHECK(film.grey(126));
  Film halves(60);
  CHECK(halves.coloured({0, 0, 0}, {0, 0, 0}));
  CHECK_FALSE(halves.coloured({0, 0, 50}, {0, 0, 0}));
  CHECK(halves.coloured({0, 0, 0}, {0, 52, 0}));
}

TEST_CASE("a picture that does not change is looked at when the time is up") {
  Film film(0.5);
  std::string looks;
  for (int picture = 0; picture < 11; ++picture) looks += film.grey(80) ? 'x' : '.';
  CHECK(looks == "x....x....x");
}
