#pragma once
// The language a file name states.

#include <optional>
#include <string_view>

#include "pipeline/base/language.h"

namespace integrart {

/// A file name taken apart: "song.pl.sdh.srt" is stem "song", language "pl", extension "srt".
struct NameParts {
  std::string_view stem;
  std::optional<LanguageTag> language;
  std::string_view extension;  // without dot, as written; empty when there is none
};

/// Takes a file name (no folders) apart. A language is only seen where a tag of a language that has a name stands
/// before the extension; "the.end.srt" has none. Players' words after it ("sdh", "forced", "cc", "default") and the
/// variant of a translation ("literal", "singable") are passed over. The views point into `file_name`.
NameParts parts_of_name(std::string_view file_name);

/// The language before the extension: song.pl.srt is in Polish.
std::optional<LanguageTag> language_of_name(std::string_view file_name);

}  // namespace integrart
