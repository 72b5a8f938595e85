#pragma once
// The words of a work as a synthetic voice reads them, ready to be compared.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/result.h"
#include "pipeline/speech/feature_matrix.h"
#include "pipeline/speech/reference_voice.h"

namespace integrart {

struct TextLine {
  std::string text;      // one line, no markup
  LanguageTag language;  // of this line

  bool operator==(const TextLine&) const = default;
};

/// Features of all lines one after the other. Lines that give no sound (no letters) have no rows.
struct Reading {
  struct Word {
    std::size_t begin = 0;  // in the line, in code points, half-open
    std::size_t end = 0;
    double second = 0;  // from the line's first row on
  };
  FeatureMatrix coarse;
  FeatureMatrix fine;
  std::vector<std::size_t> coarse_begins;  // first row of each line; at the end, the number of rows
  std::vector<std::size_t> fine_begins;
  std::vector<std::vector<Word>> words;  // of each line
};

/// Lets `voice` read `lines` at `words_per_minute`. Errors of the voice; limit_exceeded when the reading takes more
/// than two hours.
Result<Reading> read_lines(ReferenceVoice& voice, std::span<const TextLine> lines, int words_per_minute);

}  // namespace integrart
