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
  std::size_t end = 0;  // code point behind all that was read, also a last group that a letter follows
};

std::vector<NumberRun> number_runs(std::u32string_view text);
/// The one whose first digit stands at `at`, whatever stands in front of it; without groups when there is none.
NumberRun number_run_at(std::u32string_view text, std::size_t at);

/// Neighbouring groups of a run, read as one number.
struct NumberPart {
  std::size_t begin = 0, end = 0;  // code points, half-open
  std::string digits;
  std::string shape;       // lengths of the groups with their separators: "3-3-2-2", "11"
  bool whole_run = false;  // nothing of the run is left over
  /// The digits before the first end of a line, of a number that goes on in the next; empty for others.
  std::string on_first_line = {};
};

/// Every choice of neighbouring groups with `least` to `most` digits.
std::vector<NumberPart> parts_of(const NumberRun& run, std::size_t least, std::size_t most);

/// Numbers of `least` to `most` digits that lines or subtitles cut in two or three: whole runs with nothing but the end
/// of a line, and dots or a hyphen that say that it goes on, between them. Each is given as if a separator stood there,
/// and where the halves are no years or counts also as if nothing did. Four runs below each other are a table, and no
/// number.
std::vector<NumberPart> parts_over_lines(std::u32string_view text, const std::vector<NumberRun>& runs,
                                         std::size_t least, std::size_t most);

}  // namespace integrart::personal_data
