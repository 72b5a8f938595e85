#pragma once
// Descriptor of a text format (formats/text.def): foreign text to clean semantic HTML and plain text.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/descriptor.h"
#include "pipeline/base/language.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Words of a page that are not in its text: people meet them in a title bar, beside a picture, or hear them read out.
struct WordsBeside {
  std::string place;  // "page_title", "page_description", "alt_text:2", "hint:1": the last two numbered from 1
  std::string scope;  // "title", "description", "alt": which place lists of words take it for
  std::string text;
};

struct CleanText {
  std::string html;                    // sanitised fragment; every sentence is <span class="s" id="s1" ...>
  std::string plain;                   // paragraphs separated by an empty line
  std::vector<std::string> sentences;  // sentence n is span s<n+1>
  std::vector<WordsBeside> beside;     // in none of the above; of each numbered kind the last may hold many together
};

struct TextFormat {
  std::string_view id;  // "plain", "markdown", "html"
  std::string_view media_type;
  std::span<const std::string_view> extensions;
  Doc doc;
  Result<Noted<CleanText>> (*read)(std::string_view utf8, const LanguageTag& language, const TextLimits& limits);
};

}  // namespace integrart
