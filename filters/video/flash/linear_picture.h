#pragma once
// A small picture in linear light, and what the flash rules look at in it. Colours are sRGB / BT.709 primaries made
// linear (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance); one value per cell, row by row.

#include <cstddef>
#include <vector>

#include "pipeline/media/frame.h"

namespace integrart::flash {

/// CIE 1976 u' v' of the red primary and of the white point D65.
inline constexpr float red_u = 0.4507F, red_v = 0.5229F;
inline constexpr float white_u = 0.1978F, white_v = 0.4683F;

/// What concerns red; needed only while there is some.
struct RedPicture {
  std::vector<float> redness;      // max(0, R - G - B) x 320, the older WCAG measure
  std::vector<float> u, v;         // CIE 1976 u' v'; of what is nearly black: those of white
  std::vector<unsigned char> red;  // 1: saturated red, R / (R + G + B) >= 0.8
  std::size_t cells() const { return red.size(); }
};

/// Takes a bgr24 picture. `luminance` becomes the relative luminance of each cell, [0, 1]. True when a cell is
/// saturated red.
bool measure_luminance(const PictureView& view, std::vector<float>& luminance);
/// Takes a bgr24 picture.
void measure_red(const PictureView& view, RedPicture& picture);

}  // namespace integrart::flash
