// The batch pipeline: composition root of `integrart`.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <stop_token>
#include <thread>

#include "pipeline/cli/catalogue.h"
#include "pipeline/cli/session.h"
#include "pipeline/engine/child.h"

namespace {

/// Turns the first SIGINT or SIGTERM into a request to stop; a second one ends the program at once.
class Interruption {
 public:
  Interruption() {
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
    m_waiter = std::thread([this] {
      int received = 0;
      if (sigwait(&m_signals, &received) == 0) m_stop.request_stop();
      pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr);
    });
    m_waiter.detach();
  }
  std::stop_token token() const { return m_stop.get_token(); }

 private:
  sigset_t m_signals{};
  std::stop_source m_stop;
  std::thread m_waiter;
};

}  // namespace

int main(int argc, char** argv) {
  using namespace integrart;
  const Catalogue catalogue = full_catalogue();
  if (argc > 1 && child_argument == argv[1]) return run_child_steps(catalogue);

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
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitStatus::wrong_use);
  } catch (const std::exception& error) {
    session.complain(error_of_exception(&error, std::source_location::current()));
  }
  return static_cast<int>(session.status);
}
