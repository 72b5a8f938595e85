#pragma once
// PDQ, the perceptual hash of pictures that hash lists are exchanged in, bit for bit as its authors' program makes it.
//
// Algorithm: ThreatExchange, pdq/ (commit 0234393607957d573302487725d896c358026de7): luma, two passes of box filters,
// 64 x 64 points, 16 x 16 low frequencies of a cosine transform, each a bit: above the median or not. All sums are
// 32-bit floats added in the order of that program; this module is compiled without fused multiply-add.

#include <array>
#include <cstdint>
#include <string_view>

#include "pipeline/fingerprint/pdq_hash.h"
#include "pipeline/fingerprint/pdq_points.h"

namespace integrart {

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
  explicit PdqSpectrum(const PdqPoints& points);

  int quality() const { return m_quality; }
  /// The reference hash for Turn::none; for the others what the picture turned that way would have, to some bits.
  Pdq hash(Turn turn = Turn::none) const;

 private:
  std::array<std::array<float, 16>, 16> m_coefficients{};
  int m_quality = 0;
  bool m_too_small = false;

  void take(const PdqPoints& points);
};

/// Nearly the hash of the turned picture, from the hash alone (the median is taken for 0, which costs a few bits).
PdqHash turned(const PdqHash& hash, Turn turn);

}  // namespace integrart
