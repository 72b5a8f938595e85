#pragma once
// Bounds and characters of foreign text, the same for every text format.

#include <string>
#include <string_view>

#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Refuses text that is not UTF-8 or beyond the limits, with the number of the line.
Result<> check_text_bounds(std::string_view utf8, const TextLimits& limits);

/// What `clean_characters` took away.
struct CharacterLosses {
  std::int64_t controls = 0;  // control characters, non-characters and direction overrides
  std::int64_t marks = 0;     // combining marks beyond the limit
};

/// Normalised (NFC) text without control characters, non-characters and bidirectional overrides, and with at most
/// `limits.combining_marks_in_a_row` combining marks in a row. Line feeds and tabs stay.
std::string clean_characters(std::string_view utf8, const TextLimits& limits, CharacterLosses& losses);

}  // namespace integrart
