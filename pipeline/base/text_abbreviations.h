#pragma once
// Abbreviations that end with a point, and what that says about sentences.

#include <string_view>

#include "pipeline/base/text.h"

namespace integrart {

/// Whether what ICU takes for two sentences of `text` is one: `before` ends with an abbreviation or with the initial of
/// a name, and `after` goes on. What may also end a sentence ("etc.", "w.", a unit after its number) does so before a
/// capital letter, unless fewer than four words would stand alone: a sentence is more likely than a capital inside of
/// one, and a fragment teaches nobody. A single capital is an initial ("А. С. Пушкин", also "Plan B. Then"), but "I"
/// and "Я" are only beside another one. A line break ends a sentence whatever stands before it.
bool continues_sentence(std::string_view text, ByteRange before, ByteRange after, const LanguageTag& language);

}  // namespace integrart
