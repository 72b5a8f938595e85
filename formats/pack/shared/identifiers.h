#pragma once
// Identifiers that stay the same from release to release: learners' progress hangs on them.

#include <string>
#include <string_view>

namespace integrart {

/// A UUID of version 8 (RFC 9562, 5.8) made from SHA-256 over `space` and `name`; equal input, equal UUID.
std::string stable_uuid(std::string_view space, std::string_view name);

}  // namespace integrart
