#include "pipeline/base/message_digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <new>

namespace integrart {
namespace {

/// Fetched once a process, from a library context of our own, which is never torn down: other threads may be hashing at
/// the end. No configuration is read: it lies outside of what a sandboxed process may see, and must not change digests.
const EVP_MD* function_named(DigestFunction function) {
  static const std::array<const EVP_MD*, 3> functions = [] {
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
    return std::array<const EVP_MD*, 3>{EVP_MD_fetch(context, "MD5", nullptr), EVP_MD_fetch(context, "SHA1", nullptr),
                                        EVP_MD_fetch(context, "SHA256", nullptr)};
  }();
  return functions.at(static_cast<std::size_t>(function));
}

void check(bool good) {
  if (!good) throw std::bad_alloc();  // nothing else can go wrong with these functions
}

}  // namespace

struct MessageDigest::Context {
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> state{EVP_MD_CTX_new()};
};

MessageDigest::MessageDigest(DigestFunction function) : m_context(std::make_unique<Context>()) {
  check(m_context->state != nullptr &&
        EVP_DigestInit_ex2(m_context->state.get(), function_named(function), nullptr) == 1);
}

MessageDigest::~MessageDigest() = default;
MessageDigest::MessageDigest(MessageDigest&&) noexcept = default;
MessageDigest& MessageDigest::operator=(MessageDigest&&) noexcept = default;

void MessageDigest::add(std::span<const std::byte> bytes) {
  check(EVP_DigestUpdate(m_context->state.get(), bytes.data(), bytes.size()) == 1);
}

void MessageDigest::finish(std::span<std::uint8_t> digest) {
  check(EVP_DigestFinal_ex(m_context->state.get(), digest.data(), nullptr) == 1);
}

}  // namespace integrart
