#include "filters/video/flash/linear_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace integrart::flash {
namespace {

/// Below this sum of linear R, G and B a colour is noise: 8-bit black with a little red in it is no saturated red.
constexpr float darkest_colour = 0.02F;

std::array<float, 256> make_linear_table() {
  std::array<float, 256> table{};
  for (std::size_t code = 0; code < table.size(); ++code) {
    const double c = static_cast<double>(code) / 255.0;
    table[code] = static_cast<float>(c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return table;
}

void resize(LinearPicture& picture, int width, int height) {
  picture.width = width;
  picture.height = height;
  const std::size_t cells = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  for (std::vector<float>* plane : {&picture.luminance, &picture.redness, &picture.u, &picture.v}) plane->resize(cells);
  picture.red.resize(cells);
}

}  // namespace

void make_linear(const PictureView& view, LinearPicture& picture) {
  static const std::array<float, 256> linear = make_linear_table();
  if (picture.width != view.width || picture.height != view.height) resize(picture, view.width, view.height);
  std::size_t cell = 0;
  for (int row = 0; row < view.height; ++row) {
    const std::uint8_t* pixel = view.planes[0] + static_cast<std::ptrdiff_t>(row) * view.strides[0];
    for (int column = 0; column < view.width; ++column, pixel += 3, ++cell) {
      const float b = linear[pixel[0]];
      const float g = linear[pixel[1]];
      const float r = linear[pixel[2]];
      const float sum = r + g + b;
      const float y = 0.2126F * r + 0.7152F * g + 0.0722F * b;
      const float x = 0.4124F * r + 0.3576F * g + 0.1805F * b;
      const float z = 0.0193F * r + 0.1192F * g + 0.9505F * b;
      const bool coloured = sum > darkest_colour;
      const float scale = 1.0F / (coloured ? x + 15.0F * y + 3.0F * z : 1.0F);
      picture.luminance[cell] = y;
      picture.redness[cell] = std::max(0.0F, (r - g - b) * 320.0F);
      picture.u[cell] = coloured ? 4.0F * x * scale : white_u;
      picture.v[cell] = coloured ? 9.0F * y * scale : white_v;
      picture.red[cell] = coloured && r >= 0.8F * sum ? 1 : 0;
    }
  }
}

}  // namespace integrart::flash
