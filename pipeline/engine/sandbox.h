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

class ForkServer;

struct ChildRequest {
  std::filesystem::path program;       // empty: this program itself
  ForkServer* fork_server = nullptr;   // forks the child in place of starting `program`; outlives run_child
  std::vector<std::string> arguments;  // after the program's name
  std::string request;                 // bytes for the child
  std::vector<int> descriptors;        // passed on; they stay the caller's
  std::filesystem::path work_folder;   // exists; the child's current folder
  StepBounds bounds;
  double media_seconds = 0;                           // for bounds that grow with the medium
  std::function<void(std::string_view)> on_progress;  // from the calling thread; a line above 4 KiB is left out
  std::function<void(std::string_view)> on_log;       // the end of its standard error, at most 16 KiB, once, if any
  std::stop_token stop;                               // kills the child: Errc::cancelled
};

struct ChildResult {
  std::string result;  // at most 64 MiB
  double cpu_seconds = 0;
  double wall_seconds = 0;
  std::uint64_t peak_memory_bytes = 0;
};

/// Runs this program again with `arguments` and waits for it. The child gets a clean environment, its own session, dies
/// with the calling thread (or with the fork server), and is killed with all it started when a bound is passed. Its
/// standard input is empty and its standard output goes nowhere. Errors tell apart: corrupt_media (crash, by a signal),
/// limit_exceeded (time, memory, file size, result size), refused_by_policy (it tried to start a program), unavailable
/// (killed from outside), cancelled, internal (could not be started; exit status that is not 0). Thread-safe.
///
/// `bounds.memory_bytes` bounds what is allocated (RLIMIT_DATA); the address space may be 1 GiB larger, for libraries.
Result<ChildResult> run_child(const ChildRequest& request);

enum class SandboxLevel : std::uint8_t { landlock, seccomp_only };

/// Called inside the child, by its only thread, after all libraries are loaded and before the first foreign byte is
/// read; cannot be undone. From here on only `work_folder` can be written, only what libraries need can be read, and
/// there is no network, no new process, no tracing; threads are fine. Memory that runs out ends the process, which
/// `run_child` tells as limit_exceeded.
///
/// Errc::unavailable when the kernel has no Landlock, unless the environment variable INTEGRART_SANDBOX=seccomp asks
/// for the weaker level: then the work folder becomes the root folder of the process (which needs root or user
/// namespaces), so that nothing else can be opened, not even what libraries may need. Name files relative to the
/// current folder, which is the work folder at both levels.
Result<SandboxLevel> enter_sandbox(const std::filesystem::path& work_folder);

}  // namespace integrart
