#pragma once
// What Arabic writes together: vowel signs on letters, and the article and small words before the word they belong to.

#include <cstddef>
#include <string>
#include <string_view>

namespace integrart::learning {

/// `word` without vowel signs and tatweel.
std::string without_signs(std::string_view word);

/// The same with one alif for all: not everybody writes hamza.
std::string bare_arabic(std::string_view word);

/// Bytes of the article of `word` and of what stands before it (ال, وال, بال, كال, فال, لل, ولل), vowel signs included;
/// 0 when it has none, or too little would be left for a word.
std::size_t article_length(std::string_view word);

}  // namespace integrart::learning
