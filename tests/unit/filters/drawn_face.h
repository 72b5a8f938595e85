#pragma once
// A face drawn with soft shading, by a formula: enough for cascades, and nobody's.

#include <algorithm>
#include <cmath>
#include <optional>

#include "tests/unit/filters/drawn_clip.h"

namespace integrart {

/// Where the face is on the screen of a drawn clip.
struct FacePlace {
  double x = 640, y = 360;  // its middle
  double half_height = 180;
  double turn = 0;           // to the right, of a quarter
  bool featureless = false;  // a bright oval with hair and a neck
  /// Seen from the side, with `turn` 1 to the right: the far eye is hidden, hair covers the back of the head.
  bool in_profile = false;
  bool mirrored = false;  // turned to the left
};

/// Coded brightness, [0, 1], of a point of the screen; absent where there is no face.
inline std::optional<double> face_at(double x, double y, const FacePlace& face) {
  const double u = (face.mirrored ? face.x - x : x - face.x) / face.half_height;
  const double v = (y - face.y) / face.half_height;
  const double side = std::sin(face.turn * 1.2);
  const double narrow = std::max(std::cos(face.turn * 1.2), 0.4);
  std::optional<double> level;
  const auto put = [&](double value, double cx, double cy, double rx, double ry, double softness) {
    const double distance = (std::hypot((u - cx) / rx, (v - cy) / ry) - 1) * std::min(rx, ry);
    const double share = std::clamp(0.5 - distance / softness, 0.0, 1.0);
    if (share > 0) level = level.value_or(value) * (1 - share) + value * share;
  };
  put(0.55, 0, 1.05, 0.35, 0.6, 0.06);              // neck
  put(0.10, -side * 0.1, -0.12, 0.86, 1.02, 0.06);  // hair
  put(0.78 - 0.09 * std::clamp(u, -1.0, 1.0) - 0.1 * u * u - 0.05 * v, 0, 0.08, 0.72, 0.98, 0.06);
  if (face.featureless) return level;
  for (const int k : {-1, 1}) {
    if (k > 0 && face.in_profile) continue;
    const double eye = side * 0.62 + k * 0.32 * std::cos(face.turn * 1.2);
    put(0.52, eye, -0.12, 0.23 * narrow, 0.15, 0.2);   // socket
    put(0.18, eye, -0.27, 0.22 * narrow, 0.05, 0.06);  // brow
    put(0.90, eye, -0.10, 0.14 * narrow, 0.07, 0.06);
    put(0.08, eye, -0.10, 0.07, 0.075, 0.06);
    put(0.85, side * 0.5 + k * 0.38 * std::cos(face.turn * 1.2), 0.25, 0.18, 0.14, 0.3);  // cheek
  }
  const double nose = side * (face.in_profile ? 0.9 : 0.75);
  put(0.88, nose, 0.10, 0.07, 0.26, 0.12);
  put(0.45, nose, 0.33, 0.16, 0.05, 0.1);
  put(0.30, side * 0.62, 0.56, 0.28 * narrow, 0.07, 0.06);  // mouth
  put(0.62, side * 0.62, 0.70, 0.25 * narrow, 0.05, 0.15);
  if (face.in_profile) put(0.10, -0.75, -0.2, 0.6, 0.8, 0.1);
  return level;
}

/// The drawing of a face before grey; `place` says where it is at a time, if anywhere.
inline Drawing drawing_of_face(std::function<std::optional<FacePlace>(double seconds)> place) {
  return [place = std::move(place)](double x, double y, double seconds) {
    const std::optional<FacePlace> face = place(seconds);
    const double code = face ? face_at(x, y, *face).value_or(0.45) : 0.45;
    return grey(code <= 0.04045 ? code / 12.92 : std::pow((code + 0.055) / 1.055, 2.4));
  };
}

}  // namespace integrart
