#pragma once
// Which places of the pictures of a medium are covered, and when. Document "masks/1".

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/base/documents/finding.h"

namespace integrart {

/// A box at a time, in seconds of the medium.
struct TimedBox {
  double time = 0;
  Box box;
  bool operator==(const TimedBox&) const = default;
};

/// A box that moves: between two points in a straight line, and only from the first to the last of them. Points are
/// in the order of time.
struct MaskPath {
  std::string id;  // of the track it follows: "3"; empty: drawn by a person
  std::vector<TimedBox> points;
  bool operator==(const MaskPath&) const = default;
};

/// Half-open, in seconds.
struct TimeStretch {
  double begin = 0, end = 0;
  bool operator==(const TimeStretch&) const = default;
};

enum class MaskStyle : std::uint8_t {
  solid,   // one grey
  mosaic,  // a few large blocks of the mean colour
};
std::string_view name_of(MaskStyle style);
Result<MaskStyle> mask_style_from_name(std::string_view name);

/// Blocks of a mosaic across the longer side of a box. A mask is a third larger than its face, so that six or less lie
/// across the face itself: nobody is known by so few.
inline constexpr int mosaic_blocks = 8;

/// The masks of one medium. What it does not decide is covered: a picture outside `decided` is masked whole.
struct PictureMasks {
  std::vector<MaskPath> paths;
  std::vector<TimeStretch> whole;  // pictures that could not be looked at
  TimeStretch decided;             // times that were looked at; a still picture has time 0
  MaskStyle style = MaskStyle::solid;

  /// What to cover of a picture shown from `begin` until `end`; one box over everything when it is not decided.
  std::vector<Box> at(double begin, double end) const;

  Json to_json() const;
  static Result<PictureMasks> from_json(const Json& json);
  bool operator==(const PictureMasks&) const = default;
};

/// The smallest box that holds both.
Box hull_of(const Box& one, const Box& other);
/// The part of the box inside the picture.
Box clipped(const Box& box);
/// Area of both over area of either, [0, 1].
double overlap_of(const Box& one, const Box& other);

}  // namespace integrart
