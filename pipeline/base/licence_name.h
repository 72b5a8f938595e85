#pragma once
// How people write the names of licences, and what those let be made of a work.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace integrart {

/// A licence of Creative Commons as SPDX spells it, in small letters: "cc-by-nd-4.0" of "CC BY-ND 4.0", "cc_by_nd_4.0"
/// and "https://creativecommons.org/licenses/by-nd/4.0/deed.en", "cc0-1.0" of ".../publicdomain/zero/1.0/". Anything
/// else comes back in small letters, with hyphens for spaces. Pure; any thread. (https://spdx.org/licenses)
std::string licence_in_spdx_spelling(std::string_view licence);

/// What a licence says about changed versions of a work, which exercises made from its words are.
enum class ChangesAllowed : std::uint8_t { yes, no, unsaid };

/// Yes for licences that are known to allow them (Creative Commons without "ND", public domain, the common licences of
/// software and data), no for those that forbid them (with "ND", also of ports and of versions to come), unsaid for all
/// others: what nobody allowed is reserved. No licence at all is a yes, because it stops a work from being published
/// anyway, and until then only its own people see the exercises. Pure; any thread.
ChangesAllowed changes_under(std::string_view licence);

/// Whether exercises may be made from the words of a work: its licence lets them, or does not speak of it and those who
/// can agree did ("remix" in `granted`, the purposes of a recorded consent). Pure; any thread.
bool may_be_changed(std::string_view licence, std::span<const std::string> granted);

}  // namespace integrart
