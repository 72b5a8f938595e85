#pragma once
// Looks for near PDQ hashes among very many, one by one: below a few million an index in a tree is no quicker.

#include <cstddef>
#include <span>
#include <vector>

#include "pipeline/fingerprint/pdq_hash.h"

namespace integrart {

struct NearHash {
  std::size_t query = 0;  // places in what was given
  std::size_t entry = 0;
  int distance = 0;

  bool operator==(const NearHash&) const = default;
};

/// Hashes in two halves: the first 128 bits of unlike pictures are farther apart than a match may be in all 256, but
/// for one in 200 million, so that a scan reads half of the memory.
class HashIndex {
 public:
  void add(const PdqHash& hash);
  void reserve(std::size_t hashes);
  std::size_t size() const { return m_front.size(); }

  /// Every pair of a query and an entry at most `most` bits apart, by query and then by entry; at most `limit` of
  /// them. Thread-safe.
  std::vector<NearHash> near(std::span<const PdqHash> queries, int most, std::size_t limit) const;

 private:
  using Half = std::array<std::uint64_t, 2>;

  std::vector<Half> m_front;
  std::vector<Half> m_back;
};

}  // namespace integrart
