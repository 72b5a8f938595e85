// The batch pipeline: composition root of `integrart`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stop_token>
#include <thread>

#include "pipeline/base/text.h"
#include "pipeline/cli/catalogue.h"
#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/session.h"
#include "pipeline/engine/child.h"
#include "pipeline/engine/fork_server.h"

namespace {

/// Ends the program as `signal` does when nobody handles it, so that whoever started us can tell.
[[noreturn]] void die_of(int signal) {
  std::signal(signal, SIG_DFL);
  sigset_t only{};
  sigemptyset(&only);
  sigaddset(&only, signal);
  pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  std::raise(signal);
  std::_Exit(128 + signal);  // not reached: the signal kills the process
}

/// One wish often comes as several signals: `timeout`, terminals and the programs that started us tell both the process
/// and its group.
constexpr std::chrono::milliseconds same_wish{200};

/// Waits for one of `signals`; with the number that came.
int next_of(const sigset_t& signals) {
  int received = 0;
  while (sigwait(&signals, &received) != 0) continue;
  return received;
}

/// Turns the first SIGINT or SIGTERM into a request to stop; one that comes later than `same_wish` ends the program at
/// once, and running children with it (they die with us). Every thread that is started later leaves the signals to the
/// waiting one.
class Interruption {
 public:
  Interruption() {
    sigset_t signals{};
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // It outlives us, so it has all it needs for itself.
    std::thread([signals, stop = m_stop]() mutable {
      next_of(signals);
      const auto first = std::chrono::steady_clock::now();
      stop.request_stop();
      int again = next_of(signals);
      while (std::chrono::steady_clock::now() - first < same_wish) again = next_of(signals);
      die_of(again);
    }).detach();
  }
  std::stop_token token() const { return m_stop.get_token(); }

 private:
  std::stop_source m_stop;
};

}  // namespace

int main(int argc, char** argv) {
  using namespace integrart;
  const Catalogue catalogue = full_catalogue();
  if (argc > 1 && child_argument == argv[1]) return run_child_steps(catalogue);
  if (argc > 1 && fork_server_argument == argv[1]) {
    return serve_forks([&catalogue](const std::vector<std::string>&) { return run_child_steps(catalogue); });
  }

  const Interruption interruption;
  Session session{
      catalogue,       "integrart " INTEGRART_VERSION, language_of_environment(), interruption.token(), false, false,
      ExitStatus::done};
  CLI::App app("Turns the music videos, songs, pictures and texts of a collection into published learning packs.",
               "integrart");
  app.set_version_flag("--version", session.version);
  app.require_subcommand(1);
#define COMMAND(name) add_##name(app, session);
#include "pipeline/cli/commands.def"
#undef COMMAND
  take_one_word_each(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (const auto rest = app.remaining(); app.get_subcommands().empty() && !rest.empty()) {
      session.tell(Message{"cli.command_unknown", {{"command", display_name(rest.front())}}});
      return static_cast<int>(ExitStatus::wrong_use);
    }
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitStatus::wrong_use);
  } catch (const std::exception& error) {
    session.complain(error_of_exception(&error, std::source_location::current()));
  }
  return static_cast<int>(session.status);
}
