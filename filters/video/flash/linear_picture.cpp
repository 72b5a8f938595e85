#include "filters/video/flash/linear_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace integrart::flash {
namespace {

/// Below this sum of linear R, G and B a colour is noise: 8-bit black with a little red in it is no saturated red.
constexpr float darkest_colour = 0.02F;

using Table = std::array<float, 256>;

Table make_table(double weight) {
  Table table{};
  for (std::size_t code = 0; code < table.size(); ++code) {
    const double c = static_cast<double>(code) / 255.0;
    table[code] = static_cast<float>(weight * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4)));
  }
  return table;
}

const Table& linear() {
  static const Table table = make_table(1);
  return table;
}

bool is_saturated_red(float r, float g, float b) {
  const float sum = r + g + b;
  return sum > darkest_colour && r >= 0.8F * sum;
}

std::size_t cells_of(const PictureView& view) {
  return static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
}
const std::uint8_t* row_of(const PictureView& view, int row) {
  return view.planes[0] + static_cast<std::ptrdiff_t>(row) * view.strides[0];
}

}  // namespace

bool measure_luminance(const PictureView& view, std::vector<float>& luminance) {
  static const Table blue = make_table(0.0722);
  static const Table green = make_table(0.7152);
  static const Table red = make_table(0.2126);
  const Table& plain = linear();
  luminance.resize(cells_of(view));
  bool any_red = false;
  float* out = luminance.data();
  for (int row = 0; row < view.height; ++row) {
    const std::uint8_t* pixel = row_of(view, row);
    for (int column = 0; column < view.width; ++column, pixel += 3) {
      *out++ = blue[pixel[0]] + green[pixel[1]] + red[pixel[2]];
      // Linear R four times G + B means a code of R above both; that spares most pixels the exact question.
      if (any_red || pixel[2] <= pixel[1] || pixel[2] <= pixel[0]) continue;
      any_red = is_saturated_red(plain[pixel[2]], plain[pixel[1]], plain[pixel[0]]);
    }
  }
  return any_red;
}

void measure_red(const PictureView& view, RedPicture& picture) {
  const Table& plain = linear();
  for (std::vector<float>* plane : {&picture.redness, &picture.u, &picture.v}) plane->resize(cells_of(view));
  picture.red.resize(cells_of(view));
  std::size_t cell = 0;
  for (int row = 0; row < view.height; ++row) {
    const std::uint8_t* pixel = row_of(view, row);
    for (int column = 0; column < view.width; ++column, pixel += 3, ++cell) {
      const float b = plain[pixel[0]];
      const float g = plain[pixel[1]];
      const float r = plain[pixel[2]];
      const float x = 0.4124F * r + 0.3576F * g + 0.1805F * b;
      const float y = 0.2126F * r + 0.7152F * g + 0.0722F * b;
      const float z = 0.0193F * r + 0.1192F * g + 0.9505F * b;
      const bool coloured = r + g + b > darkest_colour;
      const float scale = 1.0F / (coloured ? x + 15.0F * y + 3.0F * z : 1.0F);
      picture.redness[cell] = std::max(0.0F, (r - g - b) * 320.0F);
      picture.u[cell] = coloured ? 4.0F * x * scale : white_u;
      picture.v[cell] = coloured ? 9.0F * y * scale : white_v;
      picture.red[cell] = is_saturated_red(r, g, b) ? 1 : 0;
    }
  }
}

}  // namespace integrart::flash
