#pragma once
// An activity as plain lines: for looking it through before it is published.

#include <string>
#include <vector>

#include "pipeline/base/documents/activity.h"

namespace integrart::learning {

/// One line an item: gaps in brackets with their answers and tip, options with the number of the right one, pairs,
/// orders counted from 1. `language` is that of translations.
std::vector<std::string> preview(const Activity& activity, std::string_view language = "en");

}  // namespace integrart::learning
