#pragma once
// What the book may truthfully say about who can use it. Private to EPUB.
// Source: https://www.w3.org/TR/epub-a11y-11/ and
// https://www.w3.org/community/reports/a11y-discov-vocab/CG-FINAL-vocabulary/

#include <string>
#include <vector>

#include "formats/pack/book/book.h"

namespace integrart::epub {

struct Accessibility {
  std::vector<std::string> modes;       // of all that is in the book
  std::vector<std::string> sufficient;  // "textual", "textual,visual": what is enough to take in everything
  std::vector<std::string> features;    // only those that hold for every work
  std::string hazard;                   // "none" without moving pictures, else "unknown": nobody measured here
  std::string summary_message;          // id of the text for people
};

/// No claim of conformance is made: that takes a person who read the captions and descriptions.
Accessibility accessibility_of(const book::Book& book);

}  // namespace integrart::epub
