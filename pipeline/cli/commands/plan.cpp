#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/cli/building.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/label_masks.h"
#include "pipeline/engine/work_build.h"
#include "pipeline/engine/work_licence.h"

namespace integrart {

namespace {

struct PlanOptions {
  std::string collection;
  std::string recipe;
  std::string data;
};

/// The plan depends on what the file is, so each main file is probed (in the sandbox, as always).
Result<Plan> plan_of(const Session& session, const CollectionWork& work, const SourceFolder& folder,
                     const Recipe& recipe, const Workspace& workspace, const DraftWishes& drafts) {
  TRY_ASSIGN(const WorkSources sources, import_sources(folder, work, workspace.store(), workspace.ledger()));
  const Policy policy = Policy::default_policy();
  Recipe nothing;  // probe first: its facts are in the ledger then
  WorkBuild build(work, {nothing, policy, session.catalogue, workspace.ledger(), {}, today(), &workspace.store()});
  build.begin(sources);
  // With "mask: personal_data" the words are masked next: what is planned knows them so.
  while (!build.facts() && build.errors().empty()) {
    const std::vector<Unit> units = build.advance();
    if (units.empty() || build.facts()) break;
    TRY_ASSIGN(const UnitOutcome outcome,
               run_unit(units.front(), workspace.services(session.catalogue), session.stop, {}));
    build.unit_done(units.front().id(), outcome);
  }
  if (!build.errors().empty()) return tl::unexpected<Error>(build.errors().front());
  if (!build.facts()) return fail(Errc::internal, "engine.unit_empty");
  TRY_ASSIGN(Plan plan, plan_work(build.work(), sources, *build.facts(), recipe, session.catalogue, drafts, today()));
  if (const StepProgress* masked = build.find(masked_labels_step); masked != nullptr)
    plan.steps.insert(std::next(plan.steps.begin()), masked->planned);
  return plan;
}

Result<> run_plan(Session& session, const PlanOptions& options) {
  TRY_ASSIGN(const LoadedCollection loaded, load_collection(options.collection));
  TRY_ASSIGN(const Recipe whole, load_recipe(options.recipe));
  const Recipe recipe = whole.within_budget(loaded.collection.pack.size_budget_mb);
  TRY_ASSIGN(const Workspace workspace,
             options.data.empty() ? Workspace::temporary() : Workspace::existing(options.data));
  TRY_ASSIGN(const SourceFolder folder, SourceFolder::open(loaded.folder));
  for (const Message& note : loaded.notes) session.tell(note);
  Json plans = Json::empty_array();
  for (const CollectionWork& work : loaded.collection.works) {
    const auto plan = plan_of(session, under_licence(work, loaded.collection), folder, recipe, workspace,
                              {loaded.collection.languages, loaded.collection.drafts_allowed});
    if (!plan) {
      // Others may follow: what a question about encodings brings along stands in the line, not in documents of its
      // own.
      const Error error = while_doing(plan.error(), {"cli.planning", {{"work", work.id}}});
      session.tell(fmt::format("integrart: {}", render(error, session.language)));
      session.status = static_cast<ExitStatus>(policy_of(error.code).exit_status);
      continue;
    }
    if (session.json)
      plans.push_back(plan->to_json());
    else
      session.print(plan->to_text(session.language));
  }
  if (!session.json) return {};
  Json notes = Json::empty_array();
  for (const Message& note : loaded.notes) notes.push_back(render(note, session.language));
  session.print_json(Json::object({{"plans", std::move(plans)}, {"notes", std::move(notes)}}));
  return {};
}

}  // namespace

void add_plan(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "plan", "Show what a build would do, step by step",
                                     "integrart plan samples/two-homes");
  auto options = std::make_shared<PlanOptions>();
  command->add_option("collection", options->collection, "A folder, or its collection.yaml")->required();
  command->add_option("--recipe", options->recipe, "A recipe file, or default, phone, archive");
  command->add_option("--data", options->data, "Data folder of an earlier build, to probe nothing again");
  command->callback([&session, options] { session.attempt([&] { return run_plan(session, *options); }); });
}

}  // namespace integrart
