#include "pipeline/base/digest.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>
#include <vector>

#include "tests/temporary_folder.h"

using namespace integrart;

TEST_CASE("SHA-256 agrees with the examples of FIPS 180-4") {
  CHECK(digest_of("abc").hex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest_of("").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("hashing in pieces is hashing at once") {
  Hasher hasher;
  hasher.add("ab");
  hasher.add("c");
  CHECK(hasher.finish() == digest_of("abc"));
}

TEST_CASE("long messages and odd pieces give one digest") {
  CHECK(digest_of(std::string(1'000'000, 'a')).hex() ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");  // NIST, one million letters a
  std::string text;
  for (std::size_t length = 0; length < 1200; ++length) {
    Hasher small, uneven;
    for (std::size_t at = 0; at < length; at += 31) small.add(std::string_view(text).substr(at, 31));
    uneven.add(std::string_view(text).substr(0, length / 3));
    uneven.add(std::string_view(text).substr(length / 3));
    const Digest expected = small.finish();
    REQUIRE(digest_of(text) == expected);
    REQUIRE(uneven.finish() == expected);
    text += static_cast<char>(length * 7 + length / 13);
  }
}

TEST_CASE("only 64 lower-case hexadecimal digits are a digest") {
  const std::string hex = digest_of("abc").hex();
  CHECK(Digest::from_hex(hex).value() == digest_of("abc"));
  CHECK_FALSE(Digest::from_hex(hex.substr(1)));
  std::string upper = hex;
  upper[0] = 'B';
  CHECK_FALSE(Digest::from_hex(upper));
}

TEST_CASE("a signature holds for its message, its key, and nothing else") {
  const TemporaryFolder folder;
  const auto key = SigningKey::load_or_create(folder.path() / "key");
  REQUIRE(key);
  const std::string signature = key->sign_hex("pack");
  CHECK(signature_is_valid("pack", signature, key->public_key_hex()));
  CHECK_FALSE(signature_is_valid("Pack", signature, key->public_key_hex()));
  std::string bent = signature;
  bent[5] = bent[5] == '0' ? '1' : '0';
  CHECK_FALSE(signature_is_valid("pack", bent, key->public_key_hex()));
  CHECK_FALSE(signature_is_valid("pack", "zz", key->public_key_hex()));
  CHECK(key->sign_hex("pack") == signature);
}

TEST_CASE("a key is made once, is private, and is read back by all who come at the same time") {
  const TemporaryFolder folder;
  std::vector<std::string> keys(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& key : keys)
      threads.emplace_back(
          [&key, &folder] { key = SigningKey::load_or_create(folder.path() / "key").value().public_key_hex(); });
  }
  for (const std::string& key : keys) CHECK(key == keys.front());
  struct stat status {};
  REQUIRE(stat((folder.path() / "key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
}

TEST_CASE("a damaged key file is an error, never a new key") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "key") << "half a key";
  const auto key = SigningKey::load_or_create(folder.path() / "key");
  REQUIRE_FALSE(key);
  CHECK(key.error().what.id == "base.key_malformed");
}
