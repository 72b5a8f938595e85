#pragma once
// Landlock (https://docs.kernel.org/userspace-api/landlock.html): which files this process may touch, through three
// system calls. Debian 12's kernel header is older than the kernels we run on, so later rights are named in the .cpp.

#include <filesystem>
#include <span>

#include "pipeline/base/result.h"

namespace integrart {

/// Version of Landlock of the running kernel; 0 when there is none.
int landlock_version();

/// From now on this thread (and those it starts) may read only what is below `readable`, change files only below
/// `writable`, and open no TCP connection (from version 4). Needs no_new_privs. A path of `readable` that does not
/// exist is left out.
Result<> restrict_files(const std::filesystem::path& writable, std::span<const char* const> readable);

}  // namespace integrart
