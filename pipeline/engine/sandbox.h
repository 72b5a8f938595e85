#pragma once
// Foreign bytes are opened only in a child process that can do nothing but compute: no network, no other files, no
// programs, bounded memory, time and file size. (libseccomp's home)

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/engine/step.h"

namespace integrart {

/// Descriptors a child finds open, besides standard error.
struct ChildDescriptors {
  static constexpr int request = 3;      // readable: ChildRequest::request
  static constexpr int result = 4;       // writable: what becomes ChildResult::result
  static constexpr int progress = 5;     // writable: lines, each given to on_progress
  static constexpr int first_input = 6;  // ChildRequest::descriptors, in their order
};

struct ChildRequest {
  std::vector<std::string> arguments;  // of this program itself, after its name
  std::string request;                 // bytes for the child
  std::vector<int> descriptors;        // passed on; they stay the caller's
  std::filesystem::path work_folder;   // exists; the child's current folder
  StepBounds bounds;
  double media_seconds = 0;  // for bounds that grow with the medium
  std::function<void(std::string_view)> on_progress;
  std::stop_token stop;  // kills the child: Errc::cancelled
};

struct ChildResult {
  std::string result;  // at most 64 MiB
  double cpu_seconds = 0;
  double wall_seconds = 0;
  std::uint64_t peak_memory_bytes = 0;
};

/// Runs this program again with `arguments` and waits for it. The child gets a clean environment, its own session, dies
/// with its parent, and is killed with all it started when a bound is passed. Errors tell apart: corrupt_media (crash,
/// by a signal), limit_exceeded (time, memory, file size, result size), cancelled, internal (could not be started; exit
/// status that is not 0). Thread-safe.
Result<ChildResult> run_child(const ChildRequest& request);

enum class SandboxLevel : std::uint8_t { landlock, seccomp_only };

/// Called inside the child, after all libraries are loaded and before the first foreign byte is read; cannot be undone.
/// From here on only `work_folder` can be written, only what libraries need can be read, and there is no network, no
/// new process, no tracing. Errc::unavailable when the kernel has no Landlock, unless the environment variable
/// INTEGRART_SANDBOX=seccomp accepts the weaker level, in which no file can be opened but below the work folder.
Result<SandboxLevel> enter_sandbox(const std::filesystem::path& work_folder);

}  // namespace integrart
