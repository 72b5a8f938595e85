#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"

namespace integrart {

namespace {

/// What the ledger says was made and the store does not have. The next build makes it again.
Result<std::vector<StoreProblem>> missing_artefacts(const Workspace& workspace) {
  std::vector<StoreProblem> missing;
  TRY_ASSIGN(const auto named, workspace.ledger().artefacts());
  for (const ArtefactRef& artefact : named) {
    TRY_ASSIGN(const bool stored, workspace.store().contains(artefact.digest));
    if (!stored) missing.push_back({artefact.digest, {"store.artefact_missing", {{"digest", artefact.digest.hex()}}}});
  }
  return missing;
}

/// Takes what is damaged out of the way of the next build, which makes it again; problems then say where it lies.
void set_aside(ArtefactStore& store, std::vector<StoreProblem>& damaged) {
  for (StoreProblem& problem : damaged)
    if (const auto place = store.set_aside(problem.digest); place && !place->empty())
      problem.what = {"store.artefact_set_aside", {{"digest", problem.digest.hex()}, {"file", *place}}};
}

Result<> run_verify(Session& session, const std::string& data) {
  TRY_ASSIGN(const auto folder, data_folder_of_builds(data));
  TRY_ASSIGN(const Workspace workspace, Workspace::existing(folder));
  const ProgressListener listener = make_progress_listener(session);
  const auto each = [&](double done) {
    if (listener) listener({"", "", {"cli.verifying", {}}, done, false});
  };
  TRY_ASSIGN(auto problems, workspace.store().verify(each));
  TRY_ASSIGN(auto missing, missing_artefacts(workspace));
  set_aside(workspace.store(), problems);
  std::move(missing.begin(), missing.end(), std::back_inserter(problems));
  Json list = Json::empty_array();
  for (const StoreProblem& problem : problems) {
    if (!session.json) session.print(render(problem.what, session.language));
    list.push_back(
        Json::object({{"sha256", problem.digest.hex()}, {"message", render(problem.what, session.language)}}));
  }
  if (session.json)
    session.print_json(Json::object({{"problems", std::move(list)}}));
  else
    session.print(
        render({"cli.verify_done", {{"problems", static_cast<std::int64_t>(problems.size())}}}, session.language));
  if (!problems.empty()) session.status = ExitStatus::answer_is_no;
  return {};
}

}  // namespace

void add_verify(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "verify",
                     "Hash the whole artefact store again, set aside what is damaged, and name what is missing",
                     "integrart verify --data out/two-homes/.integrart");
  auto data = std::make_shared<std::string>();
  command->add_option("--data", *data,
                      "Data folder of builds (default: .integrart here, or the only out/*/.integrart)");
  command->callback([&session, data] { session.attempt([&] { return run_verify(session, *data); }); });
}

}  // namespace integrart
