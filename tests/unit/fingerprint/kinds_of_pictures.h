#pragma once
// Drawn pictures of kinds that differ: what looks like a photo, a page, a map, a chart to a hash. Whole numbers only.

#include <array>
#include <utility>

#include "tests/unit/fingerprint/made_pictures.h"

namespace integrart::test {

using Kind = std::pair<const char*, MadePicture (*)(std::uint32_t seed)>;

/// Smooth random heights, 0 to 255, in `octaves` sizes of detail: the statistics of photos.
class Heights {
 public:
  Heights(std::uint32_t seed, int octaves) : m_octaves(octaves) {
    Dice dice(seed);
    for (int& corner : m_corners) corner = dice.below(256);
  }
  int at(int x, int y, int size) const {
    int sum = 0;
    int weights = 0;
    for (int octave = 0, weight = 64; octave < m_octaves && size > 1; ++octave, weight /= 2, size /= 2) {
      sum += weight * smooth(x, y, size, octave);
      weights += weight;
    }
    return sum / weights;
  }

 private:
  int corner(int x, int y, int octave) const {
    return m_corners[static_cast<std::size_t>((x * 31 + y * 17 + octave * 7 + (x * y) % 13) & 1023)];
  }
  int smooth(int x, int y, int size, int octave) const {
    const int u = x / size, v = y / size, fx = x % size, fy = y % size;
    const int above = corner(u, v, octave) * (size - fx) + corner(u + 1, v, octave) * fx;
    const int below = corner(u, v + 1, octave) * (size - fx) + corner(u + 1, v + 1, octave) * fx;
    return (above * (size - fy) + below * fy) / (size * size);
  }

  int m_octaves;
  std::array<int, 1024> m_corners{};
};

template <class Colour>
MadePicture painted(int width, int height, Colour colour) {
  MadePicture picture(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int level = std::clamp(colour(x, y), 0, 255);
      picture.paint(x, y, level, level, level);
    }
  return picture;
}

inline void fill(MadePicture& picture, int left, int top, int width, int height, int level) {
  for (int y = std::max(0, top); y < std::min(picture.height, top + height); ++y)
    for (int x = std::max(0, left); x < std::min(picture.width, left + width); ++x)
      picture.paint(x, y, level, level, level);
}

/// A stroke of a pen from one place to another.
inline void stroke(MadePicture& picture, int x, int y, int to_x, int to_y, int thickness, int level) {
  const int steps = std::max({std::abs(to_x - x), std::abs(to_y - y), 1});
  for (int i = 0; i <= steps; ++i)
    fill(picture, x + (to_x - x) * i / steps, y + (to_y - y) * i / steps, thickness, thickness, level);
}

inline MadePicture street(std::uint32_t seed) {
  return made_scene(seed, 480, 360);
}

/// Sky, hills one behind another, a field.
inline MadePicture landscape(std::uint32_t seed) {
  const Heights ground(seed, 5);
  const Heights ridges(seed + 1, 3);
  return painted(512, 340, [&](int x, int y) {
    int level = 225 - y / 4;
    for (int hill = 0; hill < 3; ++hill)
      if (y > 90 + hill * 70 + (ridges.at(x + hill * 700, hill * 300, 150) - 128) / 2)
        level = 150 - hill * 45 + (ground.at(x, y + hill * 90, 80) - 128) / 2;
    return level;
  });
}

/// A head and shoulders before something out of focus.
inline MadePicture portrait(std::uint32_t seed) {
  Dice dice(seed);
  const Heights behind(seed, 2);
  const Heights skin(seed + 2, 4);
  const int middle = 150 + dice.below(60), wide = 60 + dice.below(25), tall = 85 + dice.below(25),
            hair = dice.below(120);
  const int dress = dice.below(200), skin_level = 110 + dice.below(110);
  const auto oval = [](std::int64_t dx, std::int64_t dy, std::int64_t a, std::int64_t b) {
    return dx * dx * b * b + dy * dy * a * a < a * a * b * b;
  };
  return painted(360, 450, [&](int x, int y) {
    int level = behind.at(x, y, 120);
    if (oval(x - middle, y - 480, 170, 170)) level = dress + (skin.at(x, y, 30) - 128) / 3;
    if (oval(x - middle, y - 165, wide + 18, tall + 22)) level = hair;
    if (oval(x - middle, y - 185, wide, tall)) level = skin_level + (skin.at(x, y, 60) - 128) / 3;
    for (const int side : {-1, 1})
      if (oval(x - middle - side * wide / 2, y - 165, 12, 6)) level = 30;
    if (oval(x - middle, y - 235, wide / 3, 7)) level = 70;
    return level;
  });
}

/// A page with a heading and paragraphs.
inline MadePicture page(std::uint32_t seed) {
  Dice dice(seed);
  MadePicture picture = painted(380, 500, [](int, int) { return 245; });
  int y = 30;
  for (int x = 40; x < 200 + dice.below(100); x += 22) fill(picture, x, y, 8 + dice.below(10), 20, 20);
  for (y += 45; y < 450; y += 14) {
    if (dice.below(6) == 0) continue;  // between paragraphs
    const int end = dice.below(5) == 0 ? 120 + dice.below(150) : 340;
    for (int x = 40; x < end;) {
      const int word = 10 + dice.below(40);
      for (int letter = x; letter < std::min(x + word, end); letter += 5)
        fill(picture, letter, y, 3, 5 + dice.below(4), 40);
      x += word + 7;
    }
  }
  return picture;
}

/// Streets and blocks on pale ground.
inline MadePicture map(std::uint32_t seed) {
  Dice dice(seed);
  const Heights parks(seed, 2);
  MadePicture picture = painted(480, 400, [&](int x, int y) { return parks.at(x, y, 140) > 150 ? 180 : 230; });
  // One throw after the other: the order in which arguments are worked out is the compiler's.
  for (int i = 0; i < 30; ++i) {
    const int level = dice.below(2) * 150 + 60, wide = 2 + dice.below(6);
    const int to_y = dice.below(400), to_x = dice.below(480), y = dice.below(400), x = dice.below(480);
    stroke(picture, x, y, to_x, to_y, wide, level);
  }
  for (int i = 0; i < 40; ++i) {
    const int level = 120 + dice.below(70), tall = 8 + dice.below(26), wide = 8 + dice.below(26);
    const int y = dice.below(380), x = dice.below(460);
    fill(picture, x, y, wide, tall, level);
  }
  return picture;
}

/// Windows of houses by night.
inline MadePicture night(std::uint32_t seed) {
  Dice dice(seed);
  MadePicture picture = painted(480, 360, [](int, int y) { return 12 + y / 18; });
  for (int house = 0; house < 7; ++house) {
    const int left = house * 70 - 10 + dice.below(20), top = 60 + dice.below(170), wide = 50 + dice.below(40);
    fill(picture, left, top, wide, 360 - top, 25 + dice.below(40));
    for (int y = top + 8; y < 350; y += 22)
      for (int x = left + 6; x < left + wide - 10; x += 16)
        if (dice.below(3) != 0) fill(picture, x, y, 9, 13, 120 + dice.below(136));
  }
  return picture;
}

/// Strokes of a pen on white paper.
inline MadePicture drawing(std::uint32_t seed) {
  Dice dice(seed);
  MadePicture picture = painted(440, 440, [](int, int) { return 250; });
  for (int line = 0; line < 14; ++line) {
    int x = 60 + dice.below(320), y = 60 + dice.below(320);
    for (int i = 0; i < 6; ++i) {
      const int to_x = std::clamp(x + dice.below(161) - 80, 20, 420),
                to_y = std::clamp(y + dice.below(161) - 80, 20, 420);
      stroke(picture, x, y, to_x, to_y, 7, 30 + dice.below(120));
      x = to_x;
      y = to_y;
    }
  }
  return picture;
}

/// Bars over an axis, with a legend.
inline MadePicture chart(std::uint32_t seed) {
  Dice dice(seed);
  MadePicture picture = painted(520, 360, [](int x, int y) { return y % 60 == 0 && x > 50 ? 200 : 240; });
  fill(picture, 50, 20, 3, 310, 30);
  fill(picture, 50, 328, 450, 3, 30);
  for (int x = 70; x < 480; x += 34) {
    const int tall = 20 + dice.below(280);
    fill(picture, x, 328 - tall, 24, tall, 60 + dice.below(130));
  }
  for (int i = 0; i < 3; ++i) fill(picture, 380, 30 + i * 22, 40 + dice.below(70), 10, 50 + 50 * i);
  return picture;
}

/// Embroidery: motifs on cloth, no two alike.
inline MadePicture cloth(std::uint32_t seed) {
  Dice dice(seed);
  const Heights light(seed, 2);
  std::array<std::uint32_t, 48> motifs{};
  for (auto& motif : motifs) motif = static_cast<std::uint32_t>(dice.below(1 << 16));
  return painted(480, 360, [&](int x, int y) {
    const int cell_x = x / 60, cell_y = y / 60;
    const int u = std::min(x % 60, 59 - x % 60) / 8, v = (y % 60) / 15;
    const std::uint32_t motif = motifs[static_cast<std::size_t>(cell_y * 8 + cell_x)];
    return ((motif >> static_cast<unsigned>(u * 4 + v)) & 1U) != 0 ? 50 + light.at(x, y, 150) / 4
                                                                   : 150 + light.at(x, y, 150) / 3;
  });
}

/// Leaves, water, a crowd far off: detail of all sizes and no shapes.
inline MadePicture texture(std::uint32_t seed) {
  const Heights heights(seed, 6);
  return painted(500, 400, [&](int x, int y) { return (heights.at(x, y, 128) - 128) * 2 + 128; });
}

inline const std::vector<Kind>& kinds_of_pictures() {
  static const std::vector<Kind> kinds{
      {"street", street}, {"landscape", landscape}, {"portrait", portrait}, {"page", page},   {"map", map},
      {"night", night},   {"drawing", drawing},     {"chart", chart},       {"cloth", cloth}, {"texture", texture}};
  return kinds;
}

}  // namespace integrart::test
