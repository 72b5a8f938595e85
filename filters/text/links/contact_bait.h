#pragma once
// Words that ask people to go on talking where nobody else is: "telegram @name", "write to me on WhatsApp". Pure; any
// thread.

#include <string>
#include <string_view>
#include <vector>

#include "filters/text/links/link_names.h"

namespace integrart::links {

struct ContactBait {
  std::size_t begin = 0, end = 0;  // code points, half-open
  std::u32string where;            // the messenger or network, as written
};

/// A messenger beside a name with an @; an invitation with a preposition and a messenger or network behind it; and one
/// with a name behind it after a colon. That people met or read something there is none. In order of place.
std::vector<ContactBait> find_contact_bait(std::u32string_view text, const ChatWords& words);

}  // namespace integrart::links
