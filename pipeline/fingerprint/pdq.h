#pragma once
// PDQ, the perceptual hash of pictures that hash lists are exchanged in, bit for bit as its authors' program makes it.
//
// Algorithm: ThreatExchange, pdq/ (commit 0234393607957d573302487725d896c358026de7): luma, two passes of box filters,
// 64 x 64 points, 16 x 16 low frequencies of a cosine transform, each a bit: above the median or not. All sums are
// 32-bit floats added in the order of that program; this module is compiled without fused multiply-add.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/fingerprint/pdq_hash.h"

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

/// A part of it. The part must lie inside.
Luma cut(const Luma& luma, int left, int top, int width, int height);

/// The eight ways to lay a picture. Rotations are clockwise.
enum class Turn : std::uint8_t {
  none,
  rotated_90,
  rotated_180,
  rotated_270,
  mirrored,
  upside_down,
  transposed,
  transverse
};
inline constexpr std::array<Turn, 8> all_turns{Turn::none,     Turn::rotated_90,  Turn::rotated_180, Turn::rotated_270,
                                               Turn::mirrored, Turn::upside_down, Turn::transposed,  Turn::transverse};
std::string_view name_of(Turn turn);

/// Low frequencies of a picture, from which the hashes of all its turns follow.
class PdqSpectrum {
 public:
  /// Pictures below 5 pixels on a side have the zero hash and quality 0.
  explicit PdqSpectrum(const Luma& luma);

  int quality() const { return m_quality; }
  /// The reference hash for Turn::none; for the others what the picture turned that way would have, to some bits.
  Pdq hash(Turn turn = Turn::none) const;

 private:
  std::array<std::array<float, 16>, 16> m_coefficients{};
  int m_quality = 0;
  bool m_too_small = false;
};

/// Nearly the hash of the turned picture, from the hash alone (the median is taken for 0, which costs a few bits).
PdqHash turned(const PdqHash& hash, Turn turn);

}  // namespace integrart
