#include <CLI/CLI.hpp>

#include "pipeline/cli/registered.h"
#include "pipeline/cli/session.h"

namespace integrart {

void add_packs(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "packs", "List the pack formats", "integrart packs");
  command->callback([&session] { list_registered(session, {"packs"}); });
}

}  // namespace integrart
