// Places in the samples of tracks that do not play: the answer hangs on the bytes that are looked at, whatever the case
// of their letters.

#include "pipeline/media/source/place_text.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace {

std::string problem_of_place_text(std::string_view bytes) {
  const bool tells = integrart::tells_places(bytes);
  std::string loud(bytes.substr(0, integrart::longest_place_text));
  std::ranges::transform(loud, loud.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return integrart::tells_places(loud) == tells ? "" : "another answer in capital letters";
}

}  // namespace

FUZZ_READER(problem_of_place_text)
