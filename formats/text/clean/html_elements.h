#pragma once
// What becomes of each HTML element. Private to the home of gumbo.

#include <gumbo.h>

#include <cstdint>

namespace integrart {

enum class Treatment : std::uint8_t {
  paragraph,
  heading1,
  heading2,
  heading3,
  heading4,
  quotation,
  bullets,
  numbers,
  item,
  table,
  row,
  heading_cell,
  cell,
  line_break,
  rule,
  emphasis,
  strong,
  superscript,
  subscript,
  ruby,
  ruby_text,
  ruby_fallback,
  link,
  structure,     // says nothing; the words stay, and it begins and ends a paragraph
  words,         // says nothing of its own; the words stay
  unwrap,        // said something that is lost; the words stay, with a note
  drop,          // goes with all that is in it, with a note
  drop_quietly,  // goes with all that is in it: it holds no words of the text
};

/// Elements that are not listed are unwrapped.
Treatment treatment_of(GumboTag tag);

/// Unwrapped elements that stand between words rather than around paragraphs.
bool is_phrasing(GumboTag tag);

}  // namespace integrart
