#include <CLI/CLI.hpp>

#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/unit_folder.h"

namespace integrart {

namespace {

struct GcOptions {
  std::string data;
  double grace_hours = 24;
};

Result<> run_gc(Session& session, const GcOptions& options) {
  TRY_ASSIGN(const auto folder, data_folder_of_builds(options.data));
  TRY_ASSIGN(const Workspace workspace, Workspace::existing(folder));
  const std::chrono::seconds grace(static_cast<std::int64_t>(options.grace_hours * 3600));
  TRY_ASSIGN(const auto live_keys, workspace.ledger().live_keys());
  TRY_ASSIGN(const std::size_t forgotten, workspace.ledger().forget_all_but(live_keys, grace));
  // What is remembered may be used: also the records that only their grace keeps.
  TRY_ASSIGN(const auto keys, workspace.ledger().keys());
  TRY_ASSIGN(const auto live, workspace.ledger().digests_of(keys));
  TRY_ASSIGN(const SweepReport swept, workspace.store().sweep(live, grace));
  const std::size_t folders = sweep_unit_folders(workspace.folder() / "work");
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  if (session.json) {
    session.print_json(Json::object({{"records_forgotten", number(forgotten)},
                                     {"folders_removed", number(folders)},
                                     {"removed", number(swept.removed)},
                                     {"removed_bytes", number(swept.removed_bytes)},
                                     {"kept", number(swept.kept)}}));
  } else {
    session.print(render(
        {"cli.gc_done",
         {{"removed", number(swept.removed)}, {"bytes", number(swept.removed_bytes)}, {"kept", number(swept.kept)}}},
        session.language));
  }
  return {};
}

}  // namespace

void add_gc(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "gc", "Drop what nothing refers to", "integrart gc --data out/two-homes/.integrart");
  auto options = std::make_shared<GcOptions>();
  command->add_option("--data", options->data,
                      "Data folder of builds (default: .integrart here, or the only out/*/.integrart)");
  command
      ->add_option(
          "--grace", options->grace_hours,
          "Hours for which what is new or was used is kept in any case; below 2 only when nothing is being built")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  command->callback([&session, options] { session.attempt([&] { return run_gc(session, *options); }); });
}

}  // namespace integrart
