#pragma once
// Many lines in one request to an engine that takes one text: divided by marks that come back unchanged, so that a line
// that gets lost takes no other with it.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/language/engine.h"

namespace integrart {

/// "line", blank line, mark, blank line, ... Marks are numbers in signs that no language uses.
std::string joined_with_marks(const std::vector<std::string>& lines);
/// The lines between the marks of an answer; absent where a mark or the text before it is missing.
std::vector<std::optional<std::string>> divided_by_marks(std::string_view answer, std::size_t lines);

/// One batch; an error or absent lines: halves of it are tried again, so that a line the engine chokes on costs only
/// itself.
using BatchTranslation =
    std::function<Result<std::vector<std::optional<std::string>>>(const std::vector<std::string>&)>;
/// All lines in batches within the limits. What stays without answer is in the notes.
Result<EngineAnswer> translate_in_batches(const std::vector<std::string>& lines, const EngineLimits& limits,
                                          std::stop_token stop, const BatchTranslation& translate);

/// Removes the marks that Apertium puts before words that it does not know (*), cannot translate (@) or cannot inflect
/// (#); false when there were any.
bool take_unknown_marks(std::string& translation, std::string_view source);

}  // namespace integrart
