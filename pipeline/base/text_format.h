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

struct CleanText {
  std::string html;                    // sanitised fragment; every sentence is <span class="s" id="s1" ...>
  std::string plain;                   // paragraphs separated by an empty line
  std::vector<std::string> sentences;  // sentence n is span s<n+1>
};

struct TextFormat {
  std::string_view id;  // "plain", "markdown", "html"
  std::string_view media_type;
  std::span<const std::string_view> extensions;
  Doc doc;
  Result<Noted<CleanText>> (*read)(std::string_view utf8, const LanguageTag& language, const TextLimits& limits);
};

}  // namespace integrart
