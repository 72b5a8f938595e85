#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/step_key.h"

namespace integrart {

namespace {

struct ExplainOptions {
  std::string what;
  std::string data;
  bool preimage = false;
};

bool may_be_key(const std::string& text) {
  return text.size() >= 8 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void print_step(const Session& session, const WorkStep& step, bool with_preimage) {
  session.print(fmt::format("{}  {}  {}  {}", step.work, step.step, step.key.substr(0, 16),
                            step.ran ? render({"cli.explain_ran", {{"why", step.why}}}, session.language)
                                     : render({"cli.explain_cached", {}}, session.language)));
  if (step.ran && step.why == "changed")
    for (const std::string& difference : preimage_differences(step.previous_preimage, step.preimage))
      session.print("    " + difference);
  if (with_preimage) session.print("    " + step.preimage);
}

Result<> run_explain(Session& session, const ExplainOptions& options) {
  TRY_ASSIGN(const auto folder, data_folder_of_builds(options.data));
  TRY_ASSIGN(const Workspace workspace, Workspace::existing(folder));
  TRY_ASSIGN(auto steps, workspace.ledger().steps_of(options.what));
  if (steps.empty() && may_be_key(options.what)) {
    TRY_ASSIGN(steps, workspace.ledger().steps_with_key(options.what));
  }
  if (steps.empty()) return fail(Errc::not_found, "cli.explain_nothing", {{"what", options.what}});
  Json list = Json::empty_array();
  for (const WorkStep& step : steps) {
    if (!session.json) print_step(session, step, options.preimage);
    Json differences = Json::empty_array();
    for (const std::string& difference : preimage_differences(step.previous_preimage, step.preimage))
      differences.push_back(difference);
    list.push_back(Json::object({{"work", step.work},
                                 {"step", step.step},
                                 {"key", step.key},
                                 {"preimage", step.preimage},
                                 {"ran", step.ran},
                                 {"why", step.why.empty() ? Json() : Json(step.why)},
                                 {"changed", std::move(differences)}}));
  }
  if (session.json) session.print_json(Json::object({{"steps", std::move(list)}}));
  return {};
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "explain", "Say why a step ran or did not",
                                     "integrart explain lullaby --data out/two-homes/.integrart");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("what", options->what, "Id of a work, or (the beginning of) a step key")->required();
  command->add_option("--data", options->data,
                      "Data folder of the build (default: .integrart here, or the only out/*/.integrart)");
  command->add_flag("--preimage", options->preimage, "Print all that each key depends on");
  command->callback([&session, options] { session.attempt([&] { return run_explain(session, *options); }); });
}

}  // namespace integrart
