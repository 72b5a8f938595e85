#include "pipeline/cli/building.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <thread>

#include "pipeline/base/text.h"
#include "pipeline/cli/h5p_libraries.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/language/track_translator.h"

namespace integrart {

std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return fmt::format("{:04}-{:02}-{:02}", local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

namespace {

/// Those that a person names, which must be there; else what this machine has. No text leaves it unless told so.
Result<std::vector<std::unique_ptr<TranslationEngine>>> open_engines(const std::vector<std::string>& named) {
  std::vector<std::unique_ptr<TranslationEngine>> engines;
  if (named.empty()) {
    if (auto local = make_apertium_engine(); local) engines.push_back(std::move(*local));
    return engines;
  }
  for (const std::string& name : named) {
    if (name == "none") continue;
    TRY_ASSIGN(auto engine, make_engine(name));
    engines.push_back(std::move(engine));
  }
  return engines;
}

std::filesystem::path data_folder(const BuildArguments& arguments) {
  return arguments.data.empty() ? arguments.out / ".integrart" : arguments.data;
}

}  // namespace

Result<BuildOutcome> run_build(const Session& session, LoadedCollection loaded, const BuildArguments& arguments) {
  TRY_ASSIGN(const Workspace workspace, Workspace::open(data_folder(arguments)));
  BuildRequest request;
  request.collection = std::move(loaded.collection);
  request.notes = std::move(loaded.notes);
  request.folder = std::move(loaded.folder);
  request.out = arguments.out;
  request.recipe = arguments.recipe.within_budget(request.collection.pack.size_budget_mb);
  request.policy = arguments.policy;
  request.known_media = arguments.known_media;
  request.models = arguments.models;
  request.only = arguments.only;
  request.draft = arguments.draft;
  request.today = today();
  request.tool_version = session.version;
  request.language = session.language;
  if (!arguments.h5p_libraries.empty()) {
    TRY_ASSIGN(request.h5p_libraries, load_h5p_libraries(session, workspace, arguments.h5p_libraries));
  }
  // A decode pass keeps some four processors busy; more of them at a time only cost memory.
  request.heavy_lanes = static_cast<int>(std::max(1U, std::thread::hardware_concurrency() / 4));
  TRY_ASSIGN(auto engines, open_engines(arguments.engines));
  TrackTranslator translator(workspace.memory(), std::move(engines), arguments.circle);
  TRY_ASSIGN(const SigningKey key, arguments.draft ? workspace.draft_key() : workspace.publisher_key());
  const BuildServices services{workspace.services(session.catalogue), key, &translator};
  TRY_ASSIGN(BuildOutcome outcome, build(request, services, make_progress_listener(session), session.stop));
  // Children write into a folder of whose place they know nothing.
  if (outcome.failure == Errc::unavailable)
    session.tell(Message{"cli.data_folder_is", {{"folder", display_name(data_folder(arguments).string())}}});
  return outcome;
}

namespace {

void tell_of(const Session& session, const Json& work, const Json& text) {
  session.tell(fmt::format("{}: {}", work.at_or_null("id").string_or(""), text.string_or("")));
}

/// What a format cannot hold; where that is much, the report has the rest.
void tell_remarks(const Session& session, const Json& of_format) {
  constexpr std::size_t most = 3;
  const auto& remarks = of_format.at_or_null("remarks").items();
  session.tell(render({"report.remarks",
                       {{"format", of_format.at_or_null("format").string_or("")},
                        {"count", static_cast<std::int64_t>(remarks.size())}}},
                      session.language) +
               ":");
  for (std::size_t i = 0; i < std::min(most, remarks.size()); ++i) session.tell("  " + remarks[i].string_or(""));
  if (remarks.size() > most) session.tell("  …");
}

/// What stands in the report too, and does not keep a build from being a good one.
void tell_in_passing(const Session& session, const Json& summary) {
  for (const Json& work : summary.at_or_null("works").items())
    for (const Json& note : work.at_or_null("notes").items()) tell_of(session, work, note);
  for (const Json& of_format : summary.at_or_null("remarks").items()) tell_remarks(session, of_format);
  for (const Json& missed : summary.at_or_null("not_checked").items())
    session.tell(Message{"cli.not_checked",
                         {{"reason", missed.at_or_null("reason").string_or("")},
                          {"works", static_cast<std::int64_t>(missed.at_or_null("works").items().size())}}});
}

}  // namespace

ExitStatus status_of_incomplete(const BuildOutcome& outcome) {
  return outcome.failure ? static_cast<ExitStatus>(policy_of(*outcome.failure).exit_status) : ExitStatus::input_refused;
}

void print_outcome(const Session& session, const BuildOutcome& outcome, const std::filesystem::path& out) {
  for (const Json& work : outcome.summary.at_or_null("works").items()) {
    for (const Json& error : work.at_or_null("errors").items()) tell_of(session, work, error);
    if (work.at_or_null("state").string_or("") == "built")
      for (const Json& reason : work.at_or_null("left_out").items()) session.tell(reason.string_or(""));
  }
  for (const Json& problem : outcome.summary.at_or_null("problems").items()) session.tell(problem.string_or(""));
  if (!session.quiet) tell_in_passing(session, outcome.summary);
  if (session.json) {
    session.print_json(outcome.summary);
    return;
  }
  const Json& steps = outcome.summary.at_or_null("steps");
  session.print(render({"cli.steps",
                        {{"run", steps.at_or_null("run").integer_or(0)},
                         {"cached", steps.at_or_null("cached").integer_or(0)},
                         {"failed", steps.at_or_null("failed").integer_or(0)}}},
                       session.language));
  for (const Json& pack : outcome.summary.at_or_null("packs").items())
    session.print(
        render({"cli.pack_is", {{"file", (out / pack.at_or_null("file").string_or("")).string()}}}, session.language));
  session.print(render({"cli.report_is", {{"file", (out / "report.html").string()}}}, session.language));
}

}  // namespace integrart
