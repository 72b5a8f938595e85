#include "pipeline/base/foreign_digest.h"

#include <catch2/catch.hpp>

using namespace integrart;

namespace {

std::string md5(std::string_view text) {
  Md5Hasher hasher;
  hasher.add(text);
  return hasher.finish_hex();
}

std::string sha1(std::string_view text) {
  std::string hex;
  for (const std::uint8_t byte : sha1_of(text)) {
    hex += "0123456789abcdef"[byte >> 4U];
    hex += "0123456789abcdef"[byte & 15U];
  }
  return hex;
}

}  // namespace

TEST_CASE("MD5 agrees with the test suite of RFC 1321") {
  CHECK(md5("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(md5("a") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(md5("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890") ==
        "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("MD5 in pieces is MD5 at once, whatever the length") {
  std::string text;
  for (int length = 0; length < 300; ++length) {
    Md5Hasher pieces;
    for (std::size_t at = 0; at < text.size(); at += 7) pieces.add(std::string_view(text).substr(at, 7));
    REQUIRE(pieces.finish_hex() == md5(text));
    text += static_cast<char>(length);
  }
}

TEST_CASE("SHA-1 agrees with FIPS 180") {
  CHECK(sha1("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(sha1("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") == "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(sha1(std::string(1'000'000, 'a')) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("a name has the UUID that every other program gives it") {
  // As Python's uuid.uuid5 says.
  CHECK(uuid_hex(uuid_of_name(uuid_domain_names, "python.org")) == "886313e13b8a53729b900c9aee199e5d");
  CHECK(uuid_hex(uuid_of_name(uuid_domain_names, "www.example.com")) == "2ed6657de927568b95e12665a8aea6a2");
}
