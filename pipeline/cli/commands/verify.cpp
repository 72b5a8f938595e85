#include <CLI/CLI.hpp>

#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"

namespace integrart {

namespace {

Result<> run(Session& session, const std::string& data) {
  TRY_ASSIGN(const Workspace workspace, Workspace::open(data));
  const ProgressListener listener = make_progress_listener(session);
  const auto each = [&](double done) {
    if (listener) listener({"", "", {"cli.verifying", {}}, done, false});
  };
  TRY_ASSIGN(const auto problems, workspace.store().verify(each));
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
  CLI::App* command = add_subcommand(app, session, "verify", "Hash the whole artefact store again",
                                     "integrart verify --data out/two-homes/.integrart");
  auto data = std::make_shared<std::string>();
  command->add_option("--data", *data, "Data folder of builds")->required();
  command->callback([&session, data] { session.attempt([&] { return run(session, *data); }); });
}

}  // namespace integrart
