#pragma once
// Starting a program so that it inherits nothing but what it is given. The part of run_child below fork and exec.

#include <sys/resource.h>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"

namespace integrart {

struct SpawnRequest {
  std::filesystem::path program;
  std::vector<std::string> arguments;    // after the program's name
  std::vector<std::string> environment;  // "NAME=value"
  std::vector<int> descriptors;          // become 3, 4, ... in the child
  int standard_error = -1;
  std::filesystem::path current_folder;
  std::vector<std::pair<int, rlimit>> limits;  // RLIMIT_...
  bool outlives_thread = false;                // else it is killed when the calling thread ends
};

struct SpawnedProcess {
  pid_t pid = -1;         // also its session and process group; to be waited for by the caller (wait_for)
  FileDescriptor handle;  // a pidfd: readable when the process has ended
  FileDescriptor keeper;  // to the fork server whose child it is; none: it is our own
};

struct ProcessEnd {
  int status = 0;  // as of wait(2)
  rusage usage{};
};

/// Waits for the end of a process; its number may be another's from then on, and `process` is empty.
ProcessEnd wait_for(SpawnedProcess& process);

/// Starts `request.program` in a session of its own with default signal handling. Safe beside other threads.
/// Errc::internal "engine.child_not_started" with the reason.
Result<SpawnedProcess> spawn(const SpawnRequest& request);

}  // namespace integrart
