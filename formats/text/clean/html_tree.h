#pragma once
// HTML as browsers parse it, walked into a fragment. (gumbo's home)

#include <string_view>

#include "pipeline/base/language.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"
#include "pipeline/base/text_format.h"

namespace integrart {

/// Parses `utf8` as an HTML5 document and gives what the allow-list of FragmentBuilder can hold; everything else goes,
/// with a note per element name. Markup that would nest or multiply beyond all measure is refused before it is parsed,
/// because the parser's time grows with the square of the depth.
Result<Noted<CleanText>> clean_html(std::string_view utf8, const LanguageTag& language, const TextLimits& limits);

/// Whether what stands between the tags of an element of that name (small letters) goes with it.
bool goes_with_its_words(std::string_view element);

}  // namespace integrart
