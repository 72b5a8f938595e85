#include "pipeline/base/foreign_digest.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

namespace integrart {
namespace {

template <std::size_t size>
std::string hex_of(const std::array<std::uint8_t, size>& bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::uint32_t little_endian(const std::uint8_t* at) {
  return at[0] | static_cast<std::uint32_t>(at[1]) << 8U | static_cast<std::uint32_t>(at[2]) << 16U |
         static_cast<std::uint32_t>(at[3]) << 24U;
}

std::uint32_t big_endian(const std::uint8_t* at) {
  return at[3] | static_cast<std::uint32_t>(at[2]) << 8U | static_cast<std::uint32_t>(at[1]) << 16U |
         static_cast<std::uint32_t>(at[0]) << 24U;
}

/// RFC 1321, 3.4: the integer part of 2^32 times the sine of the step, counted from one.
std::array<std::uint32_t, 64> md5_constants() {
  std::array<std::uint32_t, 64> table{};
  for (std::size_t i = 0; i < 64; ++i)
    table[i] = static_cast<std::uint32_t>(std::floor(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
  return table;
}

/// Step `step` of 64 (RFC 1321, 3.4) on a, b, c, d. That the compiler knows the step makes it half again as quick.
template <std::size_t step>
void md5_step(std::array<std::uint32_t, 4>& state, const std::uint8_t* block,
              const std::array<std::uint32_t, 64>& constants) {
  static constexpr std::array<std::array<int, 4>, 4> turns{
      {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
  static constexpr std::array<std::size_t, 4> words{step, (5 * step + 1) % 16, (3 * step + 5) % 16, (7 * step) % 16};
  constexpr std::size_t round = step / 16;
  auto& [a, b, c, d] = state;
  std::uint32_t mix = c ^ (b | ~d);
  if constexpr (round == 0) mix = (b & c) | (~b & d);
  if constexpr (round == 1) mix = (d & b) | (~d & c);
  if constexpr (round == 2) mix = b ^ c ^ d;
  const std::uint32_t sum = a + mix + constants[step] + little_endian(block + 4 * words[round]);
  a = d;
  d = c;
  c = b;
  b += std::rotl(sum, turns[round][step % 4]);
}

/// One block of FIPS 180-4, 6.1.2.
void sha1_block(std::array<std::uint32_t, 5>& state, const std::uint8_t* block) {
  std::array<std::uint32_t, 80> schedule{};
  for (std::size_t i = 0; i < 16; ++i) schedule[i] = big_endian(block + 4 * i);
  for (std::size_t i = 16; i < 80; ++i)
    schedule[i] = std::rotl(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
  auto [a, b, c, d, e] = state;
  for (std::size_t i = 0; i < 80; ++i) {
    const std::uint32_t choice = (b & c) | (~b & d);
    const std::uint32_t parity = b ^ c ^ d;
    const std::uint32_t majority = (b & c) | (b & d) | (c & d);
    static constexpr std::array<std::uint32_t, 4> constants{0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    const std::uint32_t mix = i < 20 ? choice : i >= 40 && i < 60 ? majority : parity;
    const std::uint32_t next = std::rotl(a, 5) + mix + e + constants[i / 20] + schedule[i];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

/// The bit that ends a message, and room for its length; both functions pad alike but for the order of its bytes.
std::string padding(std::uint64_t bytes) {
  std::string text(1, '\x80');
  text.resize(1 + (119 - bytes % 64) % 64, '\0');
  return text;
}

}  // namespace

void Md5Hasher::take_block(const std::uint8_t* block) {
  static const std::array<std::uint32_t, 64> constants = md5_constants();
  std::array<std::uint32_t, 4> state = m_state;
  [&]<std::size_t... step>(std::index_sequence<step...>) {
    (md5_step<step>(state, block, constants), ...);
  }
  (std::make_index_sequence<64>{});
  for (std::size_t i = 0; i < state.size(); ++i) m_state[i] += state[i];
}

void Md5Hasher::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t filled = m_bytes % 64;
    const std::size_t taken = std::min<std::size_t>(bytes.size(), 64 - filled);
    std::copy_n(bytes.data(), taken, m_block.begin() + static_cast<std::ptrdiff_t>(filled));
    m_bytes += taken;
    bytes.remove_prefix(taken);
    if (m_bytes % 64 == 0) take_block(m_block.data());
  }
}

std::string Md5Hasher::finish_hex() {
  const std::uint64_t bits = m_bytes * 8;
  add(padding(m_bytes));
  std::string length;
  for (unsigned shift = 0; shift < 64; shift += 8) length += static_cast<char>(bits >> shift);
  add(length);
  std::array<std::uint8_t, 16> digest{};
  for (std::size_t i = 0; i < 16; ++i) digest[i] = static_cast<std::uint8_t>(m_state[i / 4] >> (8 * (i % 4)));
  return hex_of(digest);
}

std::array<std::uint8_t, 20> sha1_of(std::string_view bytes) {
  std::array<std::uint32_t, 5> state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  std::string message(bytes);
  message += padding(bytes.size());
  const std::uint64_t bits = bytes.size() * 8;
  for (int shift = 56; shift >= 0; shift -= 8) message += static_cast<char>(bits >> static_cast<unsigned>(shift));
  const std::vector<std::uint8_t> blocks(message.begin(), message.end());
  for (std::size_t at = 0; at < blocks.size(); at += 64) sha1_block(state, blocks.data() + at);
  std::array<std::uint8_t, 20> digest{};
  for (std::size_t i = 0; i < 20; ++i) digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  return digest;
}

Uuid uuid_of_name(const Uuid& space, std::string_view name) {
  std::string input(space.begin(), space.end());
  const auto digest = sha1_of(input.append(name));
  Uuid uuid{};
  std::copy_n(digest.begin(), uuid.size(), uuid.begin());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0fU) | 0x50U);
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3fU) | 0x80U);
  return uuid;
}

std::string uuid_hex(const Uuid& uuid) {
  return hex_of(uuid);
}

}  // namespace integrart
