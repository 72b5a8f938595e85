#include "pipeline/base/digest.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "pipeline/base/input_file.h"

namespace integrart {

namespace {

std::string to_hex(std::span<const std::uint8_t> bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    hex.push_back(digits[byte >> 4U]);
    hex.push_back(digits[byte & 15U]);
  }
  return hex;
}

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// True when `hex` is exactly 2 x out.size() lower-case digits.
bool from_hex(std::string_view hex, std::span<std::uint8_t> out) {
  if (hex.size() != out.size() * 2) return false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const int high = nibble(hex[2 * i]);
    const int low = nibble(hex[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    out[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

struct KeyPair {
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_key{};

  explicit KeyPair(const std::array<std::uint8_t, 32>& seed) {
    crypto_sign_seed_keypair(public_key.data(), secret_key.data(), seed.data());
  }
};

tl::unexpected<Error> key_file_error(const std::filesystem::path& file, int error_number) {
  return fail(Errc::unavailable, "base.key_file",
              {{"file", file.string()}, {"reason", std::string(std::strerror(error_number))}});
}

Result<SigningKey> read_key(const std::filesystem::path& file) {
  TRY_ASSIGN(auto opened, open_regular_file(file.string(), 4096));
  TRY_ASSIGN(std::string text, read_all(opened.second, 4096));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  SigningKey key;
  if (!from_hex(text, key.seed)) return fail(Errc::invalid_input, "base.key_malformed", {{"file", file.string()}});
  return key;
}

}  // namespace

std::string Digest::hex() const {
  return to_hex(bytes);
}

Result<Digest> Digest::from_hex(std::string_view hex) {
  Digest digest;
  if (!integrart::from_hex(hex, digest.bytes))
    return fail(Errc::invalid_input, "base.digest_malformed", {{"text", std::string(hex.substr(0, 80))}});
  return digest;
}

Digest Hasher::finish() {
  Digest digest;
  m_sha256.finish(digest.bytes);
  return digest;
}

Digest digest_of(std::string_view bytes) {
  Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

Result<Digest> digest_of_file(int file_descriptor, const std::function<Result<>(std::string_view)>& show) {
  Hasher hasher;
  std::string block(256UL << 10U, '\0');
  for (off_t offset = 0;;) {
    const ssize_t count = pread(file_descriptor, block.data(), block.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Errc::unavailable, "base.read_failed", {{"reason", std::string(std::strerror(errno))}});
    if (count == 0) return hasher.finish();
    const std::string_view have(block.data(), static_cast<std::size_t>(count));
    hasher.add(have);
    if (show) TRY(show(have));
    offset += count;
  }
}

Result<SigningKey> SigningKey::load_or_create(const std::filesystem::path& file) {
  if (std::error_code ignored; std::filesystem::exists(file, ignored)) return read_key(file);
  SigningKey key;
  randombytes_buf(key.seed.data(), key.seed.size());
  const std::string text = to_hex(key.seed) + "\n";
  // An unnamed file that is linked when complete: nobody ever sees half a key, and the first link wins.
  const FileDescriptor fresh(
      open(file.parent_path().empty() ? "." : file.parent_path().c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  if (!fresh) return key_file_error(file, errno);
  if (write(fresh.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) || fsync(fresh.get()) != 0)
    return key_file_error(file, errno);
  const std::string handle = "/proc/self/fd/" + std::to_string(fresh.get());
  if (linkat(AT_FDCWD, handle.c_str(), AT_FDCWD, file.c_str(), AT_SYMLINK_FOLLOW) != 0 && errno != EEXIST)
    return key_file_error(file, errno);
  return read_key(file);
}

std::string SigningKey::public_key_hex() const {
  return to_hex(KeyPair(seed).public_key);
}

std::string SigningKey::sign_hex(std::string_view message) const {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(message.data()),
                       message.size(), KeyPair(seed).secret_key.data());
  return to_hex(signature);
}

bool signature_is_valid(std::string_view message, std::string_view signature_hex, std::string_view public_key_hex) {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key{};
  return from_hex(signature_hex, signature) && from_hex(public_key_hex, public_key) &&
         crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(), public_key.data()) == 0;
}

}  // namespace integrart
