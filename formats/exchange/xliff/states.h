#pragma once
// States of a translation: the ten of XLIFF 1.2 (target/@state) and the four of XLIFF 2.

#include <string>
#include <string_view>

namespace integrart::xliff {

/// The XLIFF 2 state that says as much; custom ones ("x-...") are "translated".
std::string state_of_1_2(std::string_view state);
/// The XLIFF 1.2 state; a sub-state "xliff12:NAME" is what it once was.
std::string state_for_1_2(std::string_view state, std::string_view sub_state);

}  // namespace integrart::xliff
