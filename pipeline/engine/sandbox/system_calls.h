#pragma once
// Which system calls a sandboxed process may make. (libseccomp's home)

#include "pipeline/base/result.h"

namespace integrart {

/// For all threads of this process, for ever: computing, threads, memory and plain files work; network, other
/// processes, tracing and everything unknown do not. Starting a program kills the process (SIGSYS), since only a
/// decoder that was taken over does that. Needs no_new_privs.
Result<> restrict_system_calls();

}  // namespace integrart
