#pragma once
// Machine-readable zones as readers of print see them. Pure; any thread.

#include <string>
#include <string_view>

namespace integrart {

/// Long and of capitals, digits and fillers, as the lines at the foot of a passport or on the back of an identity card.
bool may_be_zone_line(std::string_view line);

/// A line of a zone (ICAO Doc 9303) with what print readers confuse put right: spaces out, « and the like to <, the
/// length of a line that lost or gained fillers at its end, O and 0, I and 1, S and 5, B and 8, Z and 2 by whether the
/// place holds a letter or a digit. Check digits are not looked at here.
std::string mended_zone_line(std::string_view line);

}  // namespace integrart
