#pragma once
// Mailboxes of authorities, which belong to no person and which texts here should name. Pure; any thread.

#include <string_view>

namespace integrart::personal_data {

/// A mailbox that is called by a task ("info", "postmottak") or as the house itself ("udi") at a public authority or at
/// an organisation that helps migrants and people in need; both in lower case. A person's mailbox at the same place is
/// none.
bool is_public_mailbox(std::u32string_view name, std::u32string_view domain);

}  // namespace integrart::personal_data
