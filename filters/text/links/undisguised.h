#pragma once
// A word of a text with the usual disguises of links taken away. Pure; any thread.

#include <string>
#include <string_view>
#include <vector>

namespace integrart::links {

/// "hxxp[://]example[.]org" is "http://example.org"; `origin[i]` is the code point of the text from which point `i`
/// comes, `origin.back()` the end of the word.
struct Word {
  std::u32string points;
  std::vector<std::size_t> origin;
  bool was_disguised = false;
};

/// Words are what stands between spaces, quotation marks and angle brackets. Only the first 4000 code points of a word
/// are looked at.
std::vector<Word> undisguised_words(std::u32string_view text);

}  // namespace integrart::links
