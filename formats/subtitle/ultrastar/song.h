#pragma once
// An UltraStar song file taken apart: header and notes. (https://usdx.eu/format/)

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

struct UltraStarNote {
  double begin = 0;   // in beats from the gap
  double length = 0;  // in beats
  std::string text;   // the syllable with its spaces; "~" holds the one before
};

struct UltraStarLine {
  std::int64_t line = 0;  // number in the file of the first note
  int voice = 1;          // 1 or 2; 3 is both
  std::vector<UltraStarNote> notes;
};

struct UltraStarSong {
  std::map<std::string, std::string, std::less<>> header;  // names in upper case
  double beats_per_minute = 0;                             // as written; a beat of the notes is a quarter of it
  double gap_milliseconds = 0;
  std::vector<UltraStarLine> lines;
  std::vector<std::int64_t> not_understood;  // numbers of lines

  /// Milliseconds of a beat, from the start of the sound.
  double time_of(double beat) const { return gap_milliseconds + beat * 15'000 / beats_per_minute; }
};

/// Versions 1 and 2 of the format, duets and relative beats. Errors: unrecognised when there is no rate or no note;
/// invalid_input when the rate makes no sense.
Result<UltraStarSong> parse_ultrastar(std::string_view text);

}  // namespace integrart
