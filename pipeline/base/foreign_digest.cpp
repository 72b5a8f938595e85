#include "pipeline/base/foreign_digest.h"

#include <algorithm>

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

}  // namespace

std::string Md5Hasher::finish_hex() {
  std::array<std::uint8_t, 16> digest{};
  m_md5.finish(digest);
  return hex_of(digest);
}

std::array<std::uint8_t, 20> sha1_of(std::string_view bytes) {
  std::array<std::uint8_t, 20> digest{};
  MessageDigest sha1(DigestFunction::sha1);
  sha1.add(std::as_bytes(std::span(bytes)));
  sha1.finish(digest);
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
