#pragma once
// Whether a term is to be used: "preferred", "admitted" or "forbidden".

#include <string>
#include <string_view>

namespace integrart {

/// From TBX's administrativeStatus of either edition; empty when it is none.
std::string status_of_tbx(std::string_view status);
/// To TBX; empty for what is no status.
std::string tbx_of_status(std::string_view status, bool third_edition);
bool is_term_status(std::string_view status);

}  // namespace integrart
