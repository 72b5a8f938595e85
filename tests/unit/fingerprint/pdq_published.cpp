// Hashes that others have published, of pictures that are not here: how the hash of a turned picture follows from that
// of the picture. The one published picture that is small enough to be held is in tests/e2e/fingerprint_test.py.

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <catch2/catch.hpp>

#include "pipeline/fingerprint/pdq.h"

using namespace integrart;

namespace {

struct PublishedTurn {
  Turn turn;  // ours; the authors turn the other way round, so their rotate90 is our rotated_270
  std::string_view from_a_turned_file;
  std::string_view from_one_spectrum;
};

/// The authors' picture "bridge-1-original". The first column is of files that were turned and hashed each
/// (darwinium-com/pdqhash, src/lib.rs, test_load; the first two also in the authors' PDQHasherTest.java), the second of
/// the authors' program, which takes all from one spectrum (giddyos/pdq-rs, src/lib.rs, test_dihedral_hashes).
constexpr std::string_view original = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";
constexpr std::array<PublishedTurn, 7> published{{
    {Turn::rotated_270, "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af",
     "30a10efd71c83f429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af"},
    {Turn::rotated_180, "adad5a64b5a142e75b62a09857da895ae63b847fc23794b766b319361bc93188",
     "adad5a64b5a102e55b62a08856dacd5ae63b847fc337b4b766b319361bc93188"},
    {Turn::rotated_90, "a5f0a457a48995e8c9065c275aaa5498b61ba4bdf8fcf80387c32f8b1bfc4f05",
     "a5f0b457a49995e8c1065c275aaa54d8b61ba49df8fcfc0383c32f8b0bfc4f05"},
    {Turn::upside_down, "f8f80f31e0f417b20e37f5cd028f980fb36ed02a9662c1e233e64c634e9c64dd",
     "f8f80f31e0f457b00637f5d5028f980fb36ed12a9622e1e233e64c634e9c64dd"},
    {Turn::mirrored, "0dad2599b1a1bd1a5362576742da32a5e63b7380c2374b4866b366c91bc9ce77",
     "0dad2599b1a1bd1a5362576752da32a5e63b7380c2374b4866b346c91bc9ce77"},
    {Turn::transposed, "f0a5e102f1ccc0bd945308720fff038de34ef1e8ada9a956d2967ade5ea91a50",
     "f0a5e102f1ccc0bd945308720fff038de34ef1e8ada9a956d2967ade5ea91a50"},
    {Turn::transverse, "a5f05aa8a4896a17c906a2d85aaaab07b61b5b42f8fc07fc87c3d0741bfcb0fa",
     "a5f04ba8a4996a17c906a3d85aaaa927b61b5b42f8fc03fc87c3d0740bfcb0fa"},
}};

/// A turn negates coefficients, and with them the median, which lies where another coefficient is: a few bits differ.
constexpr int most_bits = 14;
constexpr int least_bits_of_another_turn = 90;

PdqHash hash(std::string_view hex) {
  return PdqHash::from_hex(hex).value();
}

}  // namespace

TEST_CASE("the published hashes of turned pictures are those of the turned hash", "[pdq]") {
  for (const PublishedTurn& known : published) {
    for (const std::string_view theirs : {known.from_a_turned_file, known.from_one_spectrum}) {
      CAPTURE(name_of(known.turn), theirs);
      for (const Turn turn : all_turns) {
        CAPTURE(name_of(turn));
        const int bits = distance(turned(hash(original), turn), hash(theirs));
        if (turn == known.turn) {
          CHECK(bits <= most_bits);
        } else {
          CHECK(bits > least_bits_of_another_turn);
        }
      }
    }
  }
}

TEST_CASE("transposing keeps the median, so it is exact in published pairs", "[pdq]") {
  const auto of = [](Turn turn, bool from_file) {
    if (turn == Turn::none) return hash(original);
    for (const PublishedTurn& known : published)
      if (known.turn == turn) return hash(from_file ? known.from_a_turned_file : known.from_one_spectrum);
    throw std::invalid_argument("not published");
  };
  const bool from_file = GENERATE(true, false);
  const std::array<std::pair<Turn, Turn>, 4> pairs{{{Turn::none, Turn::transposed},
                                                    {Turn::rotated_270, Turn::mirrored},
                                                    {Turn::rotated_90, Turn::upside_down},
                                                    {Turn::rotated_180, Turn::transverse}}};
  for (const auto& [one, other] : pairs) {
    CAPTURE(name_of(one), name_of(other), from_file);
    CHECK(turned(of(one, from_file), Turn::transposed) == of(other, from_file));
  }
}

TEST_CASE("published distances are found", "[pdq]") {
  // hash256_test.py and PDQHasherTest.java of the authors.
  CHECK(distance(hash("9c151c3af838278e3ef57c180c7d031c07aefd12f2ccc1e18f2a1e1c7d0ff163"),
                 hash(std::string(64, '0'))) == 128);
  CHECK(distance(hash(original), hash(published[0].from_a_turned_file)) == 120);
  CHECK(distance(hash(std::string(64, 'f')), hash(std::string(64, '0'))) == 256);
}
