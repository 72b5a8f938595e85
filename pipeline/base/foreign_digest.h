#pragma once
// MD5 and SHA-1, because formats of others name files and things by them. Never for trust: both are broken for that;
// what is trusted is named by SHA-256 (digest.h).

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/message_digest.h"

namespace integrart {

/// Incremental MD5 (RFC 1321). Not thread-safe; `finish_hex` may be called once.
class Md5Hasher {
 public:
  void add(std::string_view bytes) { m_md5.add(std::as_bytes(std::span(bytes))); }
  std::string finish_hex();  // 32 lower-case digits

 private:
  MessageDigest m_md5{DigestFunction::md5};
};

/// SHA-1 (FIPS 180-4) of `bytes`.
std::array<std::uint8_t, 20> sha1_of(std::string_view bytes);

/// A UUID as its 16 bytes.
using Uuid = std::array<std::uint8_t, 16>;
/// The name space for domain names (RFC 4122, appendix C).
inline constexpr Uuid uuid_domain_names{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1,
                                        0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};
/// Version 5 (RFC 4122, section 4.3): the same name in the same space has the same UUID everywhere.
Uuid uuid_of_name(const Uuid& space, std::string_view name);
/// 32 lower-case digits without dashes.
std::string uuid_hex(const Uuid& uuid);

}  // namespace integrart
