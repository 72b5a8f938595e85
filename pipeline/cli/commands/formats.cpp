#include <CLI/CLI.hpp>

#include "pipeline/cli/registered.h"
#include "pipeline/cli/session.h"

namespace integrart {

void add_formats(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "formats", "List the formats that can be read and written", "integrart formats");
  command->callback([&session] { list_registered(session, {"subtitles", "texts", "exchanges", "manifests"}); });
}

}  // namespace integrart
