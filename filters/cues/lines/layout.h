#pragma once
// Where the lines of a cue may break, and where they break best: after punctuation, before a function word, with lines
// of like length, in that order. (Netflix Timed Text Style Guide, "Line Treatment"; BBC Subtitle Guidelines 3.)

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "filters/cues/sheet/cue_sheet.h"

namespace integrart {

/// Words that a line does not end with in that language: one-letter words of Polish and Ukrainian, articles,
/// conjunctions.
bool clings_to_next(std::string_view word, std::string_view language);

/// The words of a cue that stand before a line break and should not.
std::vector<std::string> words_left_behind(const CueSheet& sheet, std::size_t index);

/// False where line breaks mean something: lyrics, dialogue (lines that begin with dashes), music.
bool breaks_are_free(const CueSheet& sheet, std::size_t index);

struct Layout {
  std::vector<ShownEdit> edits;  // white space to other white space
  std::size_t left_behind = 0;   // words before a break that should not be
};
/// The best layout in exactly `lines` lines (1 to 3) that are all short enough; none when there is none.
std::optional<Layout> best_layout(const CueSheet& sheet, std::size_t index, std::size_t lines);

}  // namespace integrart
