#pragma once
// Which language a track or a text is in. What its author says wins; this only helps where nothing was said. (CLD2's
// home)

#include <string_view>

#include "pipeline/base/language.h"

namespace integrart {

struct IdentifiedLanguage {
  LanguageTag language;    // "und" when it cannot be told reliably
  double certainty = 0;    // [0, 1]
  bool by_script = false;  // letters that only one of the languages here has
};

/// For whole tracks and texts: single lines are told rightly in about half of the cases only. `no` is answered as `nb`,
/// unless words of Nynorsk say `nn`. Deterministic; thread-safe.
IdentifiedLanguage identify_language(std::string_view utf8);

/// The language that the words are surely in instead of `declared`; "und" when there is no reason for doubt. Near
/// languages and short texts are no reason: people know better.
LanguageTag contradicting_language(std::string_view utf8, const LanguageTag& declared);

}  // namespace integrart
