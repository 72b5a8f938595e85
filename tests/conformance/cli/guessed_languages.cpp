// How much text is enough to guess its language by, so that lists of words are chosen rightly: the harmless texts of
// the filters' table, put together to pieces of a length.

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "pipeline/base/json.h"
#include "pipeline/base/text.h"
#include "pipeline/language/identification.h"
#include "tests/places.h"

using namespace integrart;

namespace {

struct Guesses {
  int right = 0, none = 0, wrong = 0, bokmal_for_nynorsk = 0;
};

Guesses guesses_of_pieces(std::size_t least) {
  std::ifstream file(test::source_folder() + "/tests/conformance/filters/harmless_texts.json");
  const auto languages = parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
  REQUIRE(languages);
  Guesses guesses;
  for (const auto& [language, lines] : languages->members()) {
    std::string piece;
    for (const Json& line : lines.items()) {
      piece += line.string_or("") + "\n";
      if (code_point_count(piece) < least) continue;
      const std::string told = identify_language(piece).language.text();
      piece.clear();
      const bool near = language == "nn" && told == "nb";
      ++(told == "und"      ? guesses.none
         : told == language ? guesses.right
         : near             ? guesses.bokmal_for_nynorsk
                            : guesses.wrong);
    }
  }
  std::printf("pieces of %zu code points and more: %d right, %d not told, %d Nynorsk taken for Bokmål, %d wrong\n",
              least, guesses.right, guesses.none, guesses.bokmal_for_nynorsk, guesses.wrong);
  return guesses;
}

}  // namespace

TEST_CASE("languages of texts that are long enough are guessed rightly") {
  const Guesses of_80 = guesses_of_pieces(80);
  CHECK(of_80.right >= 100);
  CHECK(of_80.wrong == 0);
  const Guesses of_200 = guesses_of_pieces(200);
  CHECK(of_200.right >= 45);
  CHECK(of_200.wrong + of_200.bokmal_for_nynorsk == 0);
}
