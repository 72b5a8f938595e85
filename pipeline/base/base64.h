#pragma once
// Bytes as text for data: URIs.

#include <string>
#include <string_view>

namespace integrart {

/// Base 64 with padding (RFC 4648, section 4).
std::string base64_of(std::string_view bytes);

}  // namespace integrart
