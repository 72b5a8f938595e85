#pragma once
// Drawn pictures for the tests of hashes, and what people do to pictures. Whole numbers only: the same on every
// machine.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/fingerprint/pdq.h"
#include "tests/temporary_folder.h"

namespace integrart::test {

struct MadePicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;

  MadePicture(int columns, int rows)
      : width(columns), height(rows), rgb(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * 3) {}

  std::uint8_t* at(int x, int y) {
    return rgb.data() +
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3;
  }
  const std::uint8_t* at(int x, int y) const { return const_cast<MadePicture*>(this)->at(x, y); }
  void paint(int x, int y, int red, int green, int blue) {
    std::uint8_t* const pixel = at(x, y);
    pixel[0] = static_cast<std::uint8_t>(red);
    pixel[1] = static_cast<std::uint8_t>(green);
    pixel[2] = static_cast<std::uint8_t>(blue);
  }
  Luma luma() const { return luma_of({width, height, 3, false, std::ptrdiff_t{3} * width, rgb.data()}); }
};

/// A small random generator whose numbers are the same everywhere (Numerical Recipes' constants).
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : m_state(seed * 2654435761U + 1) {}
  int below(int most) {
    m_state = m_state * 1664525U + 1013904223U;
    return static_cast<int>((m_state >> 8U) % static_cast<std::uint32_t>(most));
  }

 private:
  std::uint32_t m_state;
};

/// Discs and slabs of many colours over a slope: with edges everywhere, like a photo of a street. The same scene at any
/// size; `shift` moves the shapes by thousandths of the picture, each its own way.
inline MadePicture made_scene(std::uint32_t seed, int width, int height, int shift = 0) {
  Dice dice(seed);
  const int slope_x = dice.below(160) - 80;
  const int slope_y = dice.below(160) - 80;
  MadePicture picture(width, height);
  struct Shape {
    int x, y, size, red, green, blue, kind;
  };
  std::vector<Shape> shapes;
  for (int i = 0; i < 24; ++i) {
    Shape shape{dice.below(1000), dice.below(1000), 40 + dice.below(200), dice.below(256),
                dice.below(256),  dice.below(256),  dice.below(2)};
    shape.x += shift * (dice.below(5) - 2);
    shape.y += shift * (dice.below(5) - 2);
    shapes.push_back(shape);
  }
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int u = x * 1000 / width;
      const int v = y * 1000 / height;
      const int level = std::clamp(128 + slope_x * (u - 500) / 500 + slope_y * (v - 500) / 500, 0, 255);
      picture.paint(x, y, level, level, 255 - level);
      for (const Shape& shape : shapes) {
        const int dx = u - shape.x;
        const int dy = v - shape.y;
        const bool inside = shape.kind == 0 ? dx * dx + dy * dy < shape.size * shape.size
                                            : std::abs(dx) < shape.size && std::abs(dy) < shape.size / 3;
        if (inside) picture.paint(x, y, shape.red, shape.green, shape.blue);
      }
    }
  return picture;
}

inline MadePicture part_of(const MadePicture& picture, int left, int top, int width, int height) {
  MadePicture part(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) std::copy_n(picture.at(left + x, top + y), 3, part.at(x, y));
  return part;
}

/// That share of every side is cut off.
inline MadePicture cropped(const MadePicture& picture, int percent) {
  const int x = picture.width * percent / 100;
  const int y = picture.height * percent / 100;
  return part_of(picture, x, y, picture.width - 2 * x, picture.height - 2 * y);
}

/// The picture laid as `turn` says; rotations are clockwise.
inline MadePicture turned(const MadePicture& picture, Turn turn) {
  const bool on_its_side =
      turn == Turn::rotated_90 || turn == Turn::rotated_270 || turn == Turn::transposed || turn == Turn::transverse;
  MadePicture result(on_its_side ? picture.height : picture.width, on_its_side ? picture.width : picture.height);
  for (int y = 0; y < result.height; ++y)
    for (int x = 0; x < result.width; ++x) {
      const int back_x = result.width - 1 - x;
      const int back_y = result.height - 1 - y;
      int from_x = x;
      int from_y = y;
      if (turn == Turn::mirrored || turn == Turn::rotated_180) from_x = back_x;
      if (turn == Turn::upside_down || turn == Turn::rotated_180) from_y = back_y;
      if (turn == Turn::transposed) from_x = y, from_y = x;
      if (turn == Turn::rotated_90) from_x = y, from_y = back_x;
      if (turn == Turn::rotated_270) from_x = back_y, from_y = x;
      if (turn == Turn::transverse) from_x = back_y, from_y = back_x;
      std::copy_n(picture.at(from_x, from_y), 3, result.at(x, y));
    }
  return result;
}

/// Black bars above and below, a share of the height each.
inline MadePicture letterboxed(const MadePicture& picture, int percent) {
  const int bar = picture.height * percent / 100;
  MadePicture result(picture.width, picture.height + 2 * bar);
  std::copy(picture.rgb.begin(), picture.rgb.end(), result.at(0, bar));
  return result;
}

/// Dark letters on white, over the lowest part of the picture or (`below`) under it.
inline MadePicture captioned(const MadePicture& picture, int percent, bool below) {
  const int band = picture.height * percent / 100;
  MadePicture result(picture.width, picture.height + (below ? band : 0));
  std::copy(picture.rgb.begin(), picture.rgb.end(), result.rgb.begin());
  for (int y = result.height - band; y < result.height; ++y)
    for (int x = 0; x < result.width; ++x) {
      const int inside = y - (result.height - band);
      const bool letter = inside > band / 4 && inside < band * 3 / 4 && x / 7 % 3 != 0 && x % 7 < 4;
      const int level = letter ? 20 : 250;
      result.paint(x, y, level, level, level);
    }
  return result;
}

/// A bright disc in the upper right corner, `percent` of the width across.
inline MadePicture with_logo(MadePicture picture, int percent) {
  const int radius = picture.width * percent / 200;
  const int middle_x = picture.width - radius - picture.width / 40;
  const int middle_y = radius + picture.height / 40;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      if ((x - middle_x) * (x - middle_x) + (y - middle_y) * (y - middle_y) < radius * radius)
        picture.paint(x, y, 255, 255, (x + y) % 16 < 8 ? 255 : 0);
  return picture;
}

/// Through a JPEG file and back, by the ffmpeg program; `scale` 2 (fine) to 31 (coarse): 14 looks like quality 20.
inline MadePicture through_jpeg(const MadePicture& picture, int scale) {
  const TemporaryFolder folder;
  const std::string raw = (folder.path() / "raw").string();
  const std::string jpeg = (folder.path() / "picture.jpg").string();
  std::ofstream(raw, std::ios::binary)
      .write(reinterpret_cast<const char*>(picture.rgb.data()), static_cast<std::streamsize>(picture.rgb.size()));
  const std::string size = std::to_string(picture.width) + "x" + std::to_string(picture.height);
  const std::string quiet = "ffmpeg -nostdin -v error -y ";
  MadePicture result(picture.width, picture.height);
  if (std::system((quiet + "-f rawvideo -pix_fmt rgb24 -s " + size + " -i " + raw + " -q:v " + std::to_string(scale) +
                   " " + jpeg + " && " + quiet + "-i " + jpeg + " -f rawvideo -pix_fmt rgb24 " + raw)
                      .c_str()) != 0)
    std::abort();
  std::ifstream file(raw, std::ios::binary);
  result.rgb.assign(std::istreambuf_iterator<char>(file), {});
  return result;
}

}  // namespace integrart::test
