#include "pipeline/fingerprint/hash_index.h"

#include <algorithm>
#include <tuple>

namespace integrart {

namespace {

using Half = std::array<std::uint64_t, 2>;

/// Halves that stay in the first-level cache while all queries go over them.
constexpr std::size_t block_halves = 1024;

/// A query over a block of first halves.
struct BlockScan {
  const Half* begin;
  std::size_t count;
  Half query;
  int most;
};

/// Places in the block whose halves are near; compiled twice, because without the processor's own instruction counting
/// bits is the slowest part.
template <class Found>
[[gnu::always_inline]] inline void scan_block(const BlockScan& scan, Found found) {
  for (std::size_t i = 0; i < scan.count; ++i) {
    const int bits =
        __builtin_popcountll(scan.begin[i][0] ^ scan.query[0]) + __builtin_popcountll(scan.begin[i][1] ^ scan.query[1]);
    if (bits <= scan.most) [[unlikely]]
      found(i);
  }
}

using Places = std::vector<std::size_t>;

void scan_portably(const BlockScan& scan, Places& places) {
  scan_block(scan, [&](std::size_t place) { places.push_back(place); });
}

#if defined(__x86_64__)
[[gnu::target("popcnt")]] void scan_by_instruction(const BlockScan& scan, Places& places) {
  scan_block(scan, [&](std::size_t place) { places.push_back(place); });
}

auto* scan_for_this_processor() {
  return __builtin_cpu_supports("popcnt") ? &scan_by_instruction : &scan_portably;
}
#else
auto* scan_for_this_processor() {
  return &scan_portably;
}
#endif

int bits_between(const Half& a, const Half& b) {
  return std::popcount(a[0] ^ b[0]) + std::popcount(a[1] ^ b[1]);
}

}  // namespace

void HashIndex::add(const PdqHash& hash) {
  m_front.push_back({hash.words[0], hash.words[1]});
  m_back.push_back({hash.words[2], hash.words[3]});
}

void HashIndex::reserve(std::size_t hashes) {
  m_front.reserve(hashes);
  m_back.reserve(hashes);
}

std::vector<NearHash> HashIndex::near(std::span<const PdqHash> queries, int most, std::size_t limit) const {
  auto* const scan = scan_for_this_processor();
  std::vector<NearHash> found;
  Places places;
  for (std::size_t begin = 0; begin < m_front.size() && found.size() < limit; begin += block_halves) {
    const std::size_t count = std::min(block_halves, m_front.size() - begin);
    for (std::size_t query = 0; query < queries.size(); ++query) {
      const auto& words = queries[query].words;
      places.clear();
      scan({m_front.data() + begin, count, {words[0], words[1]}, most}, places);
      for (const std::size_t place : places) {
        const std::size_t entry = begin + place;
        const int bits =
            bits_between(m_front[entry], {words[0], words[1]}) + bits_between(m_back[entry], {words[2], words[3]});
        if (bits <= most && found.size() < limit) found.push_back({query, entry, bits});
      }
    }
  }
  std::ranges::sort(found, {}, [](const NearHash& near) { return std::tuple(near.query, near.entry); });
  return found;
}

}  // namespace integrart
