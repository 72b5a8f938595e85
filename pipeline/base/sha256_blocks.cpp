#include "pipeline/base/sha256_blocks.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

namespace integrart {
namespace {

// FIPS 180-4, section 4.2.2.
alignas(16) constexpr std::uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

__attribute__((target("sha,sse4.1"))) void one_block(__m128i& abef, __m128i& cdgh, const std::uint8_t* bytes) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const __m128i abef_before = abef, cdgh_before = cdgh;
  __m128i words[4];  // the last sixteen words of the message schedule
  for (std::size_t i = 0; i < 4; ++i) {
    words[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i)), big_endian);
  }
  for (std::size_t group = 0; group < 16; ++group) {  // four rounds each
    __m128i& now = words[group % 4];
    if (group >= 4) {
      const __m128i last = words[(group + 3) % 4];
      const __m128i seven_back = _mm_alignr_epi8(last, words[(group + 2) % 4], 4);
      const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(now, words[(group + 1) % 4]), seven_back);
      now = _mm_sha256msg2_epu32(sum, last);
    }
    const __m128i with_constants =
        _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i*>(round_constants + 4 * group)));
    cdgh = _mm_sha256rnds2_epu32(cdgh, abef, with_constants);
    abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(with_constants, 0x0e));
  }
  abef = _mm_add_epi32(abef, abef_before);
  cdgh = _mm_add_epi32(cdgh, cdgh_before);
}

}  // namespace

bool has_sha256_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  const bool sse41 = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0;
  return sse41 && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

__attribute__((target("sha,sse4.1"))) void sha256_blocks(std::uint32_t (&state)[8], const std::uint8_t* bytes,
                                                         std::size_t blocks) {
  // The instructions want the eight words as (a,b,e,f) and (c,d,g,h), the highest lane first.
  const auto lane = [](std::uint32_t word) { return static_cast<int>(word); };
  __m128i abef = _mm_set_epi32(lane(state[0]), lane(state[1]), lane(state[4]), lane(state[5]));
  __m128i cdgh = _mm_set_epi32(lane(state[2]), lane(state[3]), lane(state[6]), lane(state[7]));
  for (; blocks > 0; --blocks, bytes += 64) one_block(abef, cdgh, bytes);
  const auto word = [](int value) { return static_cast<std::uint32_t>(value); };
  state[0] = word(_mm_extract_epi32(abef, 3));
  state[1] = word(_mm_extract_epi32(abef, 2));
  state[4] = word(_mm_extract_epi32(abef, 1));
  state[5] = word(_mm_extract_epi32(abef, 0));
  state[2] = word(_mm_extract_epi32(cdgh, 3));
  state[3] = word(_mm_extract_epi32(cdgh, 2));
  state[6] = word(_mm_extract_epi32(cdgh, 1));
  state[7] = word(_mm_extract_epi32(cdgh, 0));
}

}  // namespace integrart

#else  // other processors use libsodium's portable code

namespace integrart {

bool has_sha256_instructions() {
  return false;
}
void sha256_blocks(std::uint32_t (&)[8], const std::uint8_t*, std::size_t) {}

}  // namespace integrart

#endif
