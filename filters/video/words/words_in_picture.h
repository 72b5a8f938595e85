#pragma once
// What the filters for words say about words that are seen in a picture.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/finding.h"
#include "pipeline/base/json.h"
#include "pipeline/base/language.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Findings of the filters named `ids`, which get the `parameters`, over `utf8`, with their own kinds ("pii.phone") and
/// their place in the text; `by` ("qr/1") saw the words. What is information only (a plain link) is left out.
Result<std::vector<Finding>> look_at_seen_words(std::string_view utf8, const LanguageTag& language,
                                                const Json& parameters, std::span<const std::string_view> ids,
                                                const std::string& by);

/// Where and when the words are seen, instead of a place in a text that nobody else has.
void set_place(Finding& finding, double start, double end, const Box& box);

}  // namespace integrart
