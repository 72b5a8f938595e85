#pragma once
// Dates as people write them into documents.

#include <string_view>

namespace integrart {

/// YYYY-MM-DD, and a day that the calendar has.
bool is_date(std::string_view text);

}  // namespace integrart
