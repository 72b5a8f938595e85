#pragma once
// Who holds a lease or writes a temporary file, written so that another process can tell whether that one still lives.

#include <cstdint>
#include <string>
#include <string_view>

namespace integrart {

enum class Liveness : std::uint8_t {
  alive,
  gone,
  unknown,  // of another machine, another boot or another container: time alone can tell
};

/// "<boot id>.<pid namespace>.<pid>.<start time>" of this process; [0-9a-f.] only. A process number alone is not enough
/// because numbers are given out again, and containers on one machine share the boot but not the numbers.
std::string process_identity();

/// Part of every identity that can be checked from here; the common prefix of all processes of this boot and container.
std::string process_identity_prefix();

/// Thread-safe. Anything that is no identity is `unknown`.
Liveness liveness_of(std::string_view identity);

}  // namespace integrart
