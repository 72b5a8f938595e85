#pragma once
// How people write the names of licences.

#include <string>
#include <string_view>

namespace integrart {

/// A licence of Creative Commons as SPDX spells it, in small letters: "cc-by-nd-4.0" of "CC BY-ND 4.0", "cc_by_nd_4.0"
/// and "https://creativecommons.org/licenses/by-nd/4.0/deed.en", "cc0-1.0" of ".../publicdomain/zero/1.0/". Anything
/// else comes back in small letters, with hyphens for spaces. Pure; any thread. (https://spdx.org/licenses)
std::string licence_in_spdx_spelling(std::string_view licence);

}  // namespace integrart
