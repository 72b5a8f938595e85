#pragma once
// What a command has at hand: the catalogue, the two output streams, and how the person wants to be spoken to.

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "pipeline/base/catalogue.h"
#include "pipeline/base/json.h"
#include "pipeline/base/progress.h"
#include "pipeline/base/result.h"

namespace CLI {
class App;
}

namespace integrart {

/// Exit statuses of the contract.
enum class ExitStatus : int {
  done = 0,
  answer_is_no = 1,
  wrong_use = 2,
  input_refused = 3,
  unavailable = 4,
  internal = 5
};

struct Session {
  const Catalogue& catalogue;
  std::string version;          // "integrart 0.1.0"
  std::string language = "en";  // of messages, from the environment
  std::stop_token stop;         // set when the person interrupts
  bool json = false;            // one JSON document on standard output and nothing else
  bool quiet = false;           // no progress
  ExitStatus status = ExitStatus::done;

  /// A line on standard output.
  void print(std::string_view text) const;
  void print_json(const Json& document) const;
  /// A line on standard error.
  void tell(std::string_view text) const;
  void tell(const Message& message) const;
  /// Says what went wrong and sets the exit status by the contract.
  void complain(const Error& error);
  /// Runs `body`, complains about its error.
  template <class Body>
  void attempt(Body&& body) {
    if (auto result = std::forward<Body>(body)(); !result) complain(result.error());
  }
};

/// The language of messages by LC_ALL, LC_MESSAGES, LANG: one of message_languages(), else English.
std::string language_of_environment();

/// Adds a subcommand with an example that works; `--json` and `--quiet` come with it.
CLI::App* add_subcommand(CLI::App& app, Session& session, const std::string& name, const std::string& summary,
                         const std::string& example);

/// A progress bar with an estimate on a terminal, plain lines otherwise, nothing when quiet. On standard error.
ProgressListener make_progress_listener(const Session& session);

#define COMMAND(name) void add_##name(CLI::App& app, Session& session);
#include "pipeline/cli/commands.def"
#undef COMMAND

}  // namespace integrart
