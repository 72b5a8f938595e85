#pragma once
// The digest functions of OpenSSL, for digest.cpp and foreign_digest.cpp. (OpenSSL's home)

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace integrart {

enum class DigestFunction : std::uint8_t { md5, sha1, sha256 };

/// One message on its way through a function. Not thread-safe; `finish` may be called once. Running out of memory ends
/// the program, as it does everywhere.
class MessageDigest {
 public:
  explicit MessageDigest(DigestFunction function);
  ~MessageDigest();
  MessageDigest(MessageDigest&&) noexcept;
  MessageDigest& operator=(MessageDigest&&) noexcept;
  MessageDigest(const MessageDigest&) = delete;
  MessageDigest& operator=(const MessageDigest&) = delete;

  void add(std::span<const std::byte> bytes);
  /// `digest` must have the length of the function's digests: 16 (MD5), 20 (SHA-1) or 32 bytes (SHA-256).
  void finish(std::span<std::uint8_t> digest);

 private:
  struct Context;
  std::unique_ptr<Context> m_context;
};

}  // namespace integrart
