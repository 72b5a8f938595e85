#pragma once
// SHA-256 digests, the names of artefacts and the material of step keys; Ed25519 signatures of packs. (libsodium's
// home; the digests are OpenSSL's, message_digest.h)

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/base/message_digest.h"
#include "pipeline/base/result.h"

namespace integrart {

/// SHA-256 (FIPS 180-4) of some bytes. Ordered so that it can be a map key.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  std::string hex() const;  // 64 lower-case digits
  static Result<Digest> from_hex(std::string_view hex);
  auto operator<=>(const Digest&) const = default;
};

/// Incremental SHA-256. Not thread-safe; `finish` may be called once.
class Hasher {
 public:
  void add(std::span<const std::byte> bytes) { m_sha256.add(bytes); }
  void add(std::string_view text) { add(std::as_bytes(std::span(text))); }
  Digest finish();

 private:
  MessageDigest m_sha256{DigestFunction::sha256};
};

Digest digest_of(std::string_view bytes);

/// Hashes everything readable from `file_descriptor` from its start; moves no position. `show`, when there is one, gets
/// the bytes too, in order; its error ends the reading.
Result<Digest> digest_of_file(int file_descriptor, const std::function<Result<>(std::string_view)>& show = nullptr);

/// An Ed25519 key pair (RFC 8032). The seed is 32 bytes; keep it in a file that only its owner reads.
struct SigningKey {
  std::array<std::uint8_t, 32> seed{};

  /// Reads the key file (64 hex digits and a newline); makes a new random key there, mode 0600, when it is absent.
  /// Safe when several processes do it at once: the first link wins and all read that one.
  static Result<SigningKey> load_or_create(const std::filesystem::path& file);
  std::string public_key_hex() const;
  /// Detached signature of `message`, 128 hex digits. Deterministic.
  std::string sign_hex(std::string_view message) const;
};
/// True when `signature_hex` was made over `message` by the owner of `public_key_hex`; malformed hex is false.
bool signature_is_valid(std::string_view message, std::string_view signature_hex, std::string_view public_key_hex);

}  // namespace integrart
