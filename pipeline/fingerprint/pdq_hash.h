#pragma once
// The 256 bits of a PDQ hash, as text and in distances.

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/base/result.h"

namespace integrart {

/// Bit 16 * row + column tells whether that coefficient of the spectrum lies above the median of all.
struct PdqHash {
  std::array<std::uint64_t, 4> words{};  // words[0] holds bits 0 to 63

  bool bit(int index) const { return (words[static_cast<std::size_t>(index / 64)] >> (index % 64) & 1U) != 0; }
  void set(int index) { words[static_cast<std::size_t>(index / 64)] |= std::uint64_t{1} << (index % 64); }

  /// 64 lower-case digits, the highest bit first, as ThreatExchange tools write them.
  std::string hex() const;
  /// Digits of either case. Errors: invalid_input.
  static Result<PdqHash> from_hex(std::string_view hex);
  auto operator<=>(const PdqHash&) const = default;
};

struct Pdq {
  PdqHash hash;
  int quality = 0;  // 0 (plain) to 100; below least_quality a hash says nothing of the picture

  bool operator==(const Pdq&) const = default;
};

/// Bits that differ, 0 to 256.
inline int distance(const PdqHash& a, const PdqHash& b) {
  int bits = 0;
  for (std::size_t i = 0; i < a.words.size(); ++i) bits += std::popcount(a.words[i] ^ b.words[i]);
  return bits;
}

/// "Match" and "discard" of the authors: https://github.com/facebook/ThreatExchange/tree/main/pdq
inline constexpr int most_distance = 31;
inline constexpr int least_quality = 50;

}  // namespace integrart
