#pragma once
// What a fork server is asked, on the wire: one packet with the descriptors beside it.

#include <span>
#include <string>
#include <vector>

#include "pipeline/base/input_file.h"
#include "pipeline/base/result.h"
#include "pipeline/engine/sandbox/child_process.h"

namespace integrart {

inline constexpr std::size_t most_passed_descriptors = 253;  // SCM_MAX_FD of the kernel
inline constexpr std::size_t most_message_bytes = 64U << 10U;

/// First what the child says of its start: 0, or the number of the error that kept it from it.
struct ChildStart {
  pid_t pid = -1;
  int error_number = 0;
};

/// A received request: `keeper` leads back to who asked.
struct ForkMessage {
  FileDescriptor keeper;
  FileDescriptor standard_error;
  std::vector<FileDescriptor> descriptors;
  std::vector<std::string> arguments;
  std::string folder;
  std::vector<std::pair<int, rlimit>> limits;
};

/// Errc::unavailable when the other side is gone, internal when the request does not fit.
Result<> send_fork_message(int socket, const SpawnRequest& request, int keeper);

/// The next request. Errc::unavailable when the other side is gone.
Result<ForkMessage> receive_fork_message(int socket);

}  // namespace integrart
