// PDQ against what the authors' functions give for drawn pictures, and against the recipe written down plainly.

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/unit/fingerprint/made_pictures.h"

using namespace integrart;
using namespace integrart::test;

namespace {

struct Published {
  std::uint32_t seed;
  int width, height;
  const char* hash;
  int quality;
};

// By pdqHash256FromFloatLuma of ThreatExchange (commit 0234393607957d573302487725d896c358026de7) over the luma of these
// pictures, brought to 512 x 512 by the nearest sample where they are larger.
constexpr std::array<Published, 9> by_the_authors{{
    {1, 64, 64, "a631894a89d831258965627e64e6d81878d7b095f62766e6ce8d37c7391bcf38", 100},
    {2, 100, 37, "9ad47fe0fc1fe490d827d94ebca1a03f47682692982fdb6006452dd09be93fc4", 100},
    {3, 320, 240, "cf2d00f20c38720598e3668df3c33ec8f7148cdefb7ea625ce7871738c439324", 100},
    {4, 512, 512, "b193aedf8a702cdca16e610bbd6b6a500ed43ac0a31bf1cec67c48d4c63539e3", 100},
    {5, 257, 511, "bc79687113839d86fa1cfc62e3095c26291e168597fa6a763df9c64c4907e34a", 100},
    {6, 640, 480, "2cf9c327ad460e36f8dc6854cb702f86f872e1e817832d38130bf7c758390fcc", 100},
    {7, 1280, 720, "3d82c6605e433c5bd4cb03fb7370a3597e19dc4f1a8e0f80a8ce6f1850bb59e3", 100},
    {8, 5, 5, "6b5ac3f094a53e0f94a56b5ac1f094a56b5ac1f06b5ac3f094a53e0f94a56b5a", 86},
    {9, 1024, 300, "9b21d6de4533c6aea97b2e537f535211d7add21cc5482d12ada4b095549433f8", 100},
}};

using Table = std::vector<std::vector<double>>;

/// The mean of what lies in the window around each value: it reaches `ahead` to the right, the rest to the left.
std::vector<double> box(const std::vector<double>& line) {
  const int length = static_cast<int>(line.size());
  const int window = (length + 127) / 128;
  const int ahead = (window + 2) / 2 - 1;
  std::vector<double> result;
  for (int at = 0; at < length; ++at) {
    double sum = 0;
    int count = 0;
    for (int i = at + ahead - window + 1; i <= at + ahead; ++i)
      if (i >= 0 && i < length) sum += line[static_cast<std::size_t>(i)], ++count;
    result.push_back(sum / count);
  }
  return result;
}

Table transposed(const Table& table) {
  Table result(table.front().size(), std::vector<double>(table.size()));
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < table[i].size(); ++j) result[j][i] = table[i][j];
  return result;
}

struct Plain {
  Table spectrum;  // 16 x 16
  double median = 0;
  int quality = 0;
};

/// The recipe in double precision, nothing clever.
Plain by_the_recipe(const Luma& luma) {
  Table picture(static_cast<std::size_t>(luma.height), std::vector<double>(static_cast<std::size_t>(luma.width)));
  for (std::size_t i = 0; i < luma.samples.size(); ++i)
    picture[i / picture.front().size()][i % picture.front().size()] = static_cast<double>(luma.samples[i]);
  if (luma.width != 64 || luma.height != 64)
    for (int pass = 0; pass < 2; ++pass) {
      for (auto& row : picture) row = box(row);
      picture = transposed(picture);
      for (auto& column : picture) column = box(column);
      picture = transposed(picture);
    }
  Table small(64, std::vector<double>(64));
  for (std::size_t i = 0; i < 64; ++i)
    for (std::size_t j = 0; j < 64; ++j)
      small[i][j] = picture[static_cast<std::size_t>((static_cast<double>(i) + 0.5) * luma.height / 64)]
                           [static_cast<std::size_t>((static_cast<double>(j) + 0.5) * luma.width / 64)];
  Plain plain;
  int steps = 0;
  for (std::size_t i = 0; i < 64; ++i)
    for (std::size_t j = 0; j < 63; ++j) {
      steps += std::abs(static_cast<int>((small[i][j] - small[i][j + 1]) * 100 / 255));
      steps += std::abs(static_cast<int>((small[j][i] - small[j + 1][i]) * 100 / 255));
    }
  plain.quality = std::min(100, steps / 90);
  std::vector<double> sorted;
  for (int u = 1; u <= 16; ++u) {
    auto& row = plain.spectrum.emplace_back();
    for (int v = 1; v <= 16; ++v) {
      double sum = 0;
      for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x)
          sum += small[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] *
                 std::cos(std::numbers::pi / 128 * u * (2 * y + 1)) *
                 std::cos(std::numbers::pi / 128 * v * (2 * x + 1));
      row.push_back(sum / 32);
      sorted.push_back(row.back());
    }
  }
  std::ranges::sort(sorted);
  plain.median = sorted[127];
  return plain;
}

}  // namespace

TEST_CASE("PDQ hashes are those of the authors' program", "[pdq]") {
  for (const Published& known : by_the_authors) {
    CAPTURE(known.seed, known.width, known.height);
    const Pdq pdq = PdqSpectrum(made_scene(known.seed, known.width, known.height).luma()).hash();
    CHECK(pdq.hash.hex() == known.hash);
    CHECK(pdq.quality == known.quality);
    CHECK(PdqHash::from_hex(known.hash).value() == pdq.hash);
  }
}

TEST_CASE("every bit of PDQ is what the recipe says, wherever floats can tell", "[pdq]") {
  // Sums of some hundred thousand 32-bit floats are right to a few hundredths; a coefficient nearer to the median than
  // that may fall on either side. There are very few of them.
  constexpr double doubt = 0.05;
  int doubtful = 0;
  for (std::uint32_t seed = 100; seed < 160; ++seed) {
    Dice dice(seed);
    const MadePicture picture = made_scene(seed, 5 + dice.below(500), 5 + dice.below(500));
    const Pdq pdq = PdqSpectrum(picture.luma()).hash();
    const Plain plain = by_the_recipe(picture.luma());
    CAPTURE(seed, picture.width, picture.height);
    CHECK(std::abs(pdq.quality - plain.quality) <= 1);  // truncated steps
    for (int i = 0; i < 256; ++i) {
      const double above =
          plain.spectrum[static_cast<std::size_t>(i / 16)][static_cast<std::size_t>(i % 16)] - plain.median;
      if (std::abs(above) <= doubt)
        ++doubtful;
      else
        CHECK(pdq.hash.bit(i) == (above > 0));
    }
  }
  CHECK(doubtful < 60 * 256 / 100);  // below one in a hundred, the medians themselves among them
}

TEST_CASE("what cannot be hashed has the zero hash and no quality", "[pdq]") {
  CHECK(PdqSpectrum(made_scene(1, 4, 100).luma()).hash() == Pdq{});
  CHECK(PdqSpectrum(made_scene(1, 100, 4).luma()).hash() == Pdq{});
  MadePicture grey(200, 100);
  std::ranges::fill(grey.rgb, std::uint8_t{77});
  CHECK(PdqSpectrum(grey.luma()).quality() == 0);
}

TEST_CASE("a grey picture is hashed by its own samples, and blue first means blue first", "[pdq]") {
  const MadePicture scene = made_scene(11, 90, 70);
  std::vector<std::uint8_t> grey;
  std::vector<std::uint8_t> swapped = scene.rgb;
  for (std::size_t i = 0; i < scene.rgb.size(); i += 3) {
    grey.push_back(scene.rgb[i]);
    std::swap(swapped[i], swapped[i + 2]);
  }
  const Luma luma = luma_of({90, 70, 1, false, 90, grey.data()});
  CHECK(luma.samples[17] == static_cast<float>(grey[17]));
  CHECK(luma_of({90, 70, 3, true, 270, swapped.data()}).samples == scene.luma().samples);
}

TEST_CASE("the hashes of all turns follow from one spectrum", "[pdq]") {
  for (std::uint32_t seed = 1; seed <= 20; ++seed)
    for (const Turn turn : all_turns) {
      const MadePicture scene = made_scene(seed, 400, 300);
      const Pdq as_it_is = PdqSpectrum(scene.luma()).hash();
      const Pdq really = PdqSpectrum(test::turned(scene, turn).luma()).hash();
      CAPTURE(seed, name_of(turn));
      CHECK(distance(PdqSpectrum(scene.luma()).hash(turn).hash, really.hash) <= 24);  // the filter is not symmetric
      CHECK(distance(integrart::turned(as_it_is.hash, turn), PdqSpectrum(scene.luma()).hash(turn).hash) <= 16);
    }
}

TEST_CASE("text of a hash begins with its highest bit", "[pdq]") {
  PdqHash hash;
  hash.set(255);
  hash.set(0);
  CHECK(hash.hex() == "8000000000000000000000000000000000000000000000000000000000000001");
  CHECK(PdqHash::from_hex("F" + std::string(63, '0'))->words[3] == 0xF000000000000000U);
  CHECK_FALSE(PdqHash::from_hex(std::string(63, '0')));
  CHECK_FALSE(PdqHash::from_hex(std::string(63, '0') + "g"));
  CHECK(distance(hash, PdqHash{}) == 2);
}
