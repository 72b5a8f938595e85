#pragma once
// Digits as people write them, with spaces, hyphens and dots between groups.

#include <string>
#include <string_view>
#include <vector>

namespace integrart::personal_data {

/// Groups of digits with one separator between each; no letter or further digit stands at its ends.
struct NumberRun {
  struct Group {
    std::size_t begin = 0;  // code point of the first digit
    std::string digits;     // as "0".."9", whatever the script
    char32_t before = 0;    // the separator in front: ' ', '-', '.' or '/'; 0 for the first
  };
  std::vector<Group> groups;
};

std::vector<NumberRun> number_runs(std::u32string_view text);

/// Neighbouring groups of a run, read as one number.
struct NumberPart {
  std::size_t begin = 0, end = 0;  // code points, half-open
  std::string digits;
  std::string shape;       // lengths of the groups with their separators: "3-3-2-2", "11"
  bool whole_run = false;  // nothing of the run is left over
};

/// Every choice of neighbouring groups with `least` to `most` digits.
std::vector<NumberPart> parts_of(const NumberRun& run, std::size_t least, std::size_t most);

}  // namespace integrart::personal_data
