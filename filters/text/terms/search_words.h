#pragma once
// The words of a text, each in the spellings it can stand for: what people write to slip past a list.

#include <string>
#include <vector>

#include "pipeline/base/text.h"

namespace integrart {

struct SearchWord {
  std::size_t begin = 0, end = 0;         // code points of the original, half-open
  std::vector<std::u32string> spellings;  // folded; the first is the word as written
  std::vector<std::u32string> looks;      // what it looks like (`look_of`) when it mixes scripts (UTS 39); else empty
  std::u32string masked;                  // with U+FFFD for each hidden letter ("f*ck"); empty when none is hidden
  bool joined = false;                    // was written letter by letter ("i d i o t")
};

/// A folded word as words are compared: without apostrophes, and with one letter for those Arabic ones that most people
/// write as they like (alef with and without hamza, yeh and alef maksura, teh marbuta and heh).
std::u32string alike_for_search(std::u32string_view word);

/// Whether a word, in any of its spellings, is that of a pattern as lists have it: folded, "*" at its end for any
/// ending.
bool is_word_of_pattern(std::u32string_view pattern, const SearchWord& word);

/// The words of a folded phrase, which are parted by spaces.
std::vector<std::u32string> words_of_phrase(std::u32string_view phrase);

/// What a folded word looks like, for comparing with others: its skeleton (UTS 39) without regard to case, "i" as "l"
/// (capital and small ones look like either).
std::u32string look_of(std::u32string_view word);
/// The same in capitals of all letters that are not Latin: "к" is like no Latin letter, "К" is.
std::u32string look_in_capitals(std::u32string_view word);

/// Words end where letters, digits and the signs that hide letters end, not where ICU's word breaks are: see decision
/// 0021. Stretches of scripts without spaces are cut by ICU. In order of place; words written letter by letter come
/// after all others.
std::vector<SearchWord> search_words(const FoldedText& text);

}  // namespace integrart
