#pragma once
// Runs a local program that turns text into text, with bounds on time and output.

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

struct ProgramRun {
  int exit_status = 0;  // 128 + the signal when one ended it
  std::string output;
  std::string errors;  // the beginning of its standard error
};

/// `program` is looked for in PATH when it has no slash. It gets `input` on standard input, an environment of PATH and
/// LC_ALL only, and a process group of its own, which is killed as a whole when a bound is passed:
/// Errc::limit_exceeded. Errc::unavailable when it cannot be started, Errc::cancelled by `stop`. Thread-safe.
Result<ProgramRun> run_program(const std::string& program, const std::vector<std::string>& arguments,
                               std::string_view input, std::size_t most_output, std::chrono::milliseconds most_time,
                               const std::stop_token& stop);

}  // namespace integrart
