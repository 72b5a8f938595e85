#pragma once
// Chance that is the same in every build: the same seed gives the same order on every machine. (The distributions of
// the standard library differ between libraries.)

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace integrart::learning {

/// SplitMix64 (Steele, Lea, Flood 2014, https://doi.org/10.1145/2714064.2660195): small, and good enough to mix lines.
class Random {
 public:
  explicit Random(std::uint64_t seed) : m_state(seed) {}
  /// A seed from what the exercise is called, so that it stays the same when others come and go.
  explicit Random(std::string_view name);

  std::uint64_t next() {
    m_state += 0x9E3779B97F4A7C15ULL;
    std::uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
  }
  /// In [0, count); `count` at least 1. The bias of the remainder is below 2^-50 for lists of this size.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

  /// Fisher and Yates.
  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t left = list.size(); left > 1; --left) std::swap(list[left - 1], list[below(left)]);
  }
  /// The indices below `count`, mixed; never in their own order when there are at least two.
  std::vector<std::size_t> disorder(std::size_t count);

 private:
  std::uint64_t m_state;
};

}  // namespace integrart::learning
