#pragma once
// Tells the words of lines: content or function word, or perhaps a name.

#include <set>
#include <string>
#include <vector>

#include "pipeline/learning/lines.h"

namespace integrart::learning {

/// Finds the words of all `lines` (ICU's rules for `language`) and looks at all of them together: a word that begins
/// with a capital inside of a sentence is a name; one that does at its beginning may be, unless some line writes it
/// small. A function word is one only with a capital that it need not have there. `people` are names that are known
/// (creators, speakers), folded.
void find_words(std::vector<Line>& lines, const LanguageTag& language, const std::set<std::string>& people);

/// Words of `text`, folded as in LineWord.
std::vector<std::string> folded_words(std::string_view text, const LanguageTag& language);

/// Whether two folded words look like forms of one: one is part of the other, or they begin with the same three letters
/// or more, and these are three fifths of the shorter one.
bool look_like_forms(std::string_view a, std::string_view b);

}  // namespace integrart::learning
