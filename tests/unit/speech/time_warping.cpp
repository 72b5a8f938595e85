#include "pipeline/speech/time_warping.h"

#include <array>
#include <catch2/catch.hpp>

using namespace integrart;

namespace {

/// Unit vectors along the axes, named by letters; '.' looks like nothing of the reading.
FeatureMatrix rows_of(std::string_view letters) {
  FeatureMatrix matrix(letters.size(), 8);
  for (std::size_t i = 0; i < letters.size(); ++i)
    matrix.row(i)[letters[i] == '.' ? 7 : static_cast<std::size_t>(letters[i] - 'a')] = 1;
  return matrix;
}

struct Toy {
  FeatureMatrix reading;
  FeatureMatrix recording;
  std::vector<std::size_t> begins;
  std::vector<float> gaps;

  Toy(std::string_view read, std::vector<std::size_t> line_begins, std::string_view recorded)
      : reading(rows_of(read)),
        recording(rows_of(recorded)),
        begins(std::move(line_begins)),
        gaps(recorded.size(), 0.5F) {}

  /// The way as letters, '-' for gaps.
  std::string way(WarpingStretch stretch, std::string_view read) const {
    std::string text;
    for (const std::int32_t row : warp({reading, recording, begins, gaps}, stretch).reading_rows)
      text += row < 0 ? '-' : read[static_cast<std::size_t>(row)];
    return text;
  }
};

}  // namespace

TEST_CASE("held sounds stay, and gaps lie where nothing of the reading is heard") {
  const Toy toy("abcde", {0, 3, 5}, "..aabccc...ddde..");
  CHECK(toy.way({0, 17, 0, 2, false}, "abcde") == "--aabccc---ddde--");
}

TEST_CASE("a line begins where it is sung, not long before, although what it begins with is heard there too") {
  // The first row of the line sounds weakly all along; the whole line comes at the end. Staying is free five times.
  Toy toy("abcd", {0, 4}, "................abcd");
  for (std::size_t row = 0; row < 16; ++row) {
    toy.recording.row(row)[7] = 0.8F;
    toy.recording.row(row)[0] = 0.6F;
  }
  CHECK(toy.way({0, 20, 0, 1, false}, "abcd") == "-----------aaaaaabcd");
  // Vowels that are held are worth more than they cost.
  const Toy held("abcd", {0, 4}, "..aaaaaaaaabcccccccccd");
  CHECK(held.way({0, 22, 0, 1, false}, "abcd") == "--aaaaaaaaabcccccccccd");
}

TEST_CASE("lines may follow each other without a gap") {
  const Toy toy("abcd", {0, 2, 4}, "abcd");
  CHECK(toy.way({0, 4, 0, 2, false}, "abcd") == "abcd");
}

TEST_CASE("a row of the reading can be left out, two cannot") {
  const Toy toy("abcd", {0, 4}, "acd");
  CHECK(toy.way({0, 3, 0, 1, false}, "abcd") == "acd");
}

TEST_CASE("an anchored stretch begins in its line, whatever is heard") {
  const Toy toy("abcd", {0, 2, 4}, "....cd");
  CHECK(toy.way({2, 6, 1, 2, true}, "abcd").substr(0, 1) == "c");
}

TEST_CASE("the way is the cheapest of all, on small problems") {
  // Every way through 6 rows and 2 lines of 2 rows, by trying.
  const std::string read = "abca";
  const Toy toy(read, {0, 2, 4}, "ba.cab");
  const std::vector<int> chain{-1, 0, 1, -1, 2, 3, -1};
  double best = 1e9;
  const std::function<void(std::size_t, std::size_t, double)> walk = [&](std::size_t row, std::size_t state,
                                                                         double sum) {
    if (state >= chain.size()) return;
    double cost = 0.5;
    if (chain[state] >= 0) {
      cost = 1;
      for (std::size_t c = 0; c < 8; ++c)
        cost -= static_cast<double>(toy.reading.row(static_cast<std::size_t>(chain[state]))[c]) *
                static_cast<double>(toy.recording.row(row)[c]);
    }
    sum += cost;
    if (row + 1 == toy.recording.rows()) {
      if (state + 3 >= chain.size()) best = std::min(best, sum);
      return;
    }
    for (std::size_t step = 0; step < 3; ++step) walk(row + 1, state + step, sum);
  };
  walk(0, 0, 0);
  walk(0, 1, 0);
  const auto path = warp({toy.reading, toy.recording, toy.begins, toy.gaps}, {0, 6, 0, 2, false});
  CHECK(path.cost * 6 == Approx(best));
}

TEST_CASE("lines without rows and stretches without room do no harm") {
  const Toy toy("ab", {0, 0, 1, 2, 2}, "ab");
  CHECK(toy.way({0, 2, 0, 4, false}, "ab").size() == 2);
  CHECK(toy.way({1, 1, 0, 4, false}, "ab").empty());
  CHECK(toy.way({1, 2, 0, 4, false}, "ab").size() == 1);
}
