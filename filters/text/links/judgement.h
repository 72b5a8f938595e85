#pragma once
// What is odd about a link. Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filters/text/links/find_links.h"
#include "filters/text/links/host.h"
#include "filters/text/links/link_names.h"

namespace integrart::links {

enum class Oddity : std::uint8_t {
  code,          // it runs something instead of leading somewhere
  look_alike,    // pretends to be a service that people trust
  user_info,     // something before an @ that looks like the host
  mixed_script,  // letters of two scripts in one label
  text_differs,  // says one address and leads to another
  ip_host,       // a number instead of a name
  defanged,      // written so that programs do not see it
  invalid_name,  // breaks the rules for names
  shortener,     // leads on to an address nobody sees
  contact,       // leads to a private conversation
};

struct OddityFound {
  Oddity kind = Oddity::contact;
  double score = 0;   // [0, 1]: how much a person should look
  std::string other;  // the service imitated, or the address shown
};

/// All that is odd, the oddest first.
std::vector<OddityFound> oddities_of(const Link& link, const Host& host, const LinkNames& names);

/// True when the two have one owner: the same registrable domain, or two of one group of the list.
bool have_one_owner(const Host& a, const Host& b, const LinkNames& names);

}  // namespace integrart::links
