#pragma once
// What the two sides of the sandbox agree on.

namespace integrart {

/// Exit status of a child whose memory ran out.
constexpr int exit_status_of_exhausted_memory = 86;

}  // namespace integrart
