#pragma once
// ICU MessageFormat, fenced.

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/message.h"

namespace integrart {

/// Formats `pattern` with named arguments in `language`; empty when the pattern is malformed.
std::optional<std::string> format_pattern(std::string_view pattern, std::string_view language,
                                          const MessageArguments& arguments);

/// Names of the arguments of `pattern`, sorted; empty when malformed.
std::optional<std::vector<std::string>> pattern_arguments(std::string_view pattern);

}  // namespace integrart
