#pragma once
// How much a text looks like a language, by how often its letters occur. For telling encodings apart.

#include <string_view>

#include "pipeline/base/language.h"

namespace integrart {

struct LetterFit {
  double bits = 0;       // log2 of the likelihood of all letters and signs; only differences mean something
  double belonging = 1;  // share of the letters beyond ASCII that the language has, [0, 1]
  double surprise = 0;   // bits per letter of another script than Latin; a text of the language has about 5
};

/// Of valid UTF-8. With an undetermined language the one of about two dozen that fits best. Languages without a table
/// of their own take the letters of CLDR, all alike. Looks at about 64 KiB from the first sign beyond ASCII.
/// Thread-safe.
LetterFit letter_fit(std::string_view utf8, const LanguageTag& language);

}  // namespace integrart
