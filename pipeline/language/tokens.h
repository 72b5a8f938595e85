#pragma once
// A text as a row of words, numbers and punctuation marks: what memory, glossary and checks compare.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/text.h"

namespace integrart {

struct Token {
  enum class Kind : std::uint8_t { word, number, punctuation };
  Kind kind = Kind::word;
  std::string folded;  // case folded, apostrophes as U+0027
  ByteRange range;     // in the text

  bool operator==(const Token&) const = default;
};

/// Apostrophes between letters belong to the word, points and commas between digits to the number. Quicker than the
/// boundaries of base/text.h, which need an iterator per text; for scripts that put spaces between words.
std::vector<Token> tokens_of(std::string_view text);

/// How alike two words are, [0, 1]: 1 when equal, by the beginning they share when they look like forms of one word,
/// else 0. (`дім`, `дому` share too little; `пісня`, `пісні` are forms.)
double word_similarity(std::string_view a, std::string_view b);

}  // namespace integrart
