#include <CLI/CLI.hpp>
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "pipeline/cli/option_checks.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"

namespace integrart {

namespace {

struct WorkOptions {
  std::string database;
  std::string store;
  std::string queue = "local:";
  std::string scratch;
};

Result<> run_work(const Session& session, const WorkOptions& options) {
  std::optional<Workspace> temporary;  // for its folder only
  if (options.scratch.empty()) {
    TRY_ASSIGN(Workspace made, Workspace::temporary());
    temporary.emplace(std::move(made));
  }
  TRY_ASSIGN(const Workspace workspace,
             Workspace::open(options.database, options.store,
                             temporary ? temporary->folder() : std::filesystem::path(options.scratch)));
  session.tell(Message{"cli.working", {}});
  const WorkerPool pool(workspace.services(session.catalogue), {},
                        static_cast<int>(std::max(1U, std::thread::hardware_concurrency() / 4)));
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait(lock, session.stop, [] { return false; });
  return {};
}

}  // namespace

void add_work(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "work", "Work on the jobs of a queue until told to stop",
                     "integrart work --database sqlite:data/integrart.db --store file:data/artefacts --scratch data");
  auto options = std::make_shared<WorkOptions>();
  command->add_option("--database", options->database, "sqlite:FILE")
      ->required()
      ->check(scheme_check(session, "sqlite:", "store.unknown_database_url", "url"));
  command->add_option("--store", options->store, "file:FOLDER")
      ->required()
      ->check(scheme_check(session, "file:", "store.unknown_store_url", "url"));
  command->add_option("--queue", options->queue, "local: (the job table of the database)")
      ->capture_default_str()
      ->check(queue_check(session));
  command->add_option("--scratch", options->scratch, "Folder for running steps (default: a temporary one)");
  command->callback([&session, options] { session.attempt([&] { return run_work(session, *options); }); });
}

}  // namespace integrart
