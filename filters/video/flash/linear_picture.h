#pragma once
// A small picture in linear light, and what the flash rules look at in it.

#include <cstddef>
#include <vector>

#include "pipeline/media/frame.h"

namespace integrart::flash {

/// One value of each kind per cell, row by row. Colours are sRGB / BT.709 primaries made linear
/// (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
struct LinearPicture {
  int width = 0;
  int height = 0;
  std::vector<float> luminance;    // relative luminance, [0, 1]
  std::vector<float> redness;      // max(0, R - G - B) x 320, the older WCAG measure
  std::vector<float> u, v;         // CIE 1976 u' v'; of what is nearly black: those of white
  std::vector<unsigned char> red;  // 1: saturated red, R / (R + G + B) >= 0.8

  std::size_t cells() const { return luminance.size(); }
};

/// CIE 1976 u' v' of the red primary and of the white point D65.
inline constexpr float red_u = 0.4507F, red_v = 0.5229F;
inline constexpr float white_u = 0.1978F, white_v = 0.4683F;

/// Takes a bgr24 picture; `picture` is resized as needed and reused from call to call.
void make_linear(const PictureView& view, LinearPicture& picture);

}  // namespace integrart::flash
