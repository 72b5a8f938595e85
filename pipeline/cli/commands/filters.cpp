#include <CLI/CLI.hpp>

#include "pipeline/cli/registered.h"
#include "pipeline/cli/session.h"

namespace integrart {

void add_filters(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "filters", "List the filters, and what each looks for", "integrart filters --json");
  command->callback([&session] { list_registered(session, {"filters", "cue_rules"}); });
}

}  // namespace integrart
