#pragma once
// Character references as HTML defines them: &amp; &#233; &#xE9; &eacute;

#include <optional>
#include <string>
#include <string_view>

namespace integrart {

struct CharacterReference {
  std::string utf8;        // what it stands for
  std::size_t length = 0;  // bytes of the source, with '&'
};

/// The reference that begins at the '&' in front of `text`; absent when there is none. Names are all those of HTML
/// (section 13.5), longest first, some also without semicolon. (HTML, 13.2.5.72 and following, in data.)
std::optional<CharacterReference> character_reference_at(std::string_view text);

/// Appends the code point in UTF-8.
void append_utf8(std::string& text, char32_t point);

}  // namespace integrart
