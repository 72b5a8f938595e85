#pragma once
// The first half of PDQ: the 64 x 64 points of a picture, or of a part of it, from which its frequencies are taken.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace integrart {

/// Brightness 0 to 255 by 0.299 R + 0.587 G + 0.114 B, row by row.
struct Luma {
  int width = 0;
  int height = 0;
  std::vector<float> samples;
};

/// 8-bit samples as a decoder leaves them; borrowed.
struct SampledPicture {
  int width = 0;
  int height = 0;
  int channels = 3;           // 1: grey; 3
  bool blue_first = false;    // of 3
  std::ptrdiff_t stride = 0;  // bytes from row to row
  const std::uint8_t* samples = nullptr;
};

/// The luma that is hashed: pictures above 512 on either side are brought to exactly 512 x 512 by the nearest sample.
Luma luma_of(const SampledPicture& picture);

/// A rectangle of samples.
struct Area {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;

  bool operator==(const Area&) const = default;
};

/// A part of it. The part must lie inside.
Luma cut(const Luma& luma, const Area& area);

inline constexpr int pdq_points = 64;
using PdqPoints = std::array<std::array<float, pdq_points>, pdq_points>;

/// How much of the picture has edges, 0 to 100.
int quality_of(const PdqPoints& points);

/// Part of a picture in shares of its sides, which go from 0 to 1; it may reach beyond them.
struct Part {
  double left = 0;
  double top = 0;
  double right = 1;
  double bottom = 1;

  bool operator==(const Part&) const = default;
};

/// Where points lie along a side.
struct PointPlaces {
  std::array<int, pdq_points> first{};      // sample before the place
  std::array<float, pdq_points> weight{};   // of the sample after it
  std::array<float, pdq_points> outside{};  // how far from what is known, in points
};

/// A picture blurred as PDQ does it. Blurring is nearly all the work of a hash, so that the points of its parts follow
/// in a fraction of the time.
class SmoothPicture {
 public:
  /// `luma` needs at least one sample.
  explicit SmoothPicture(Luma luma);

  /// The reference's points of the whole.
  PdqPoints points() const;
  /// Nearly the points that the picture cut to `part` has. What of it lies outside `known` nobody can see (it was cut
  /// off, or something covers it): it is continued from the nearest known point and fades to the mean.
  PdqPoints points(const Part& part, const Part& known) const;
  /// The whole, so that turning it turns the points and no more. The reference's blur moves a picture by up to a sample
  /// to the left and up, and that of a turned one by as much the other way.
  PdqPoints centred_points() const;

 private:
  PdqPoints points_at(const PointPlaces& columns, const PointPlaces& rows) const;

  Luma m_luma;
};

}  // namespace integrart
