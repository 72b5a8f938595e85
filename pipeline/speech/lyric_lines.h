#pragma once
// From the words on paper to the lines that are sung, in the order in which they are sung.

#include <string_view>
#include <vector>

#include "pipeline/base/language.h"
#include "pipeline/base/message.h"
#include "pipeline/base/result.h"
#include "pipeline/speech/reading.h"

namespace integrart {

/// What is accepted of a text that is to be aligned.
struct LyricLimits {
  std::size_t source_bytes = 1U << 20U;
  std::size_t lines = 3000;  // after repeats are expanded; an audio book of two hours has about 1500 sentences
  std::size_t line_code_points = 500;
};

/// Lines of `utf8` whose language is `language`:
/// - section labels ("[Verse 1]", "Приспів:", "Refren") are dropped; a label that was met before and has no lines of
///   its own below it repeats the lines of the first one;
/// - "x2", "(2x)", "2 рази", "bis" after a line repeat it, on a line of their own the stanza above, in a label its
/// lines;
/// - "[pl]" on a line of its own changes the language from there on, in front of words that of one line;
/// - headings ("# Title") are dropped, prose is split into sentences, control characters become spaces.
/// A label that nothing is known of is a note. Errors: limit_exceeded; invalid_input when there are no words.
Result<Noted<std::vector<TextLine>>> lyric_lines(std::string_view utf8, const LanguageTag& language,
                                                 const LyricLimits& limits = {});

}  // namespace integrart
