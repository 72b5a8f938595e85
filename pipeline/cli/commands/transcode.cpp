#include <CLI/CLI.hpp>

#include "pipeline/cli/building.h"
#include "pipeline/cli/output_names.h"

namespace integrart {

namespace {

struct TranscodeOptions {
  std::string file;
  std::string out;
  std::string data;
  std::string recipe;
};

Result<> run_transcode(Session& session, const TranscodeOptions& options) {
  TRY(open_regular_file(options.file, UINT64_MAX));  // a file that is not there is no broken one
  BuildArguments arguments;
  arguments.out = options.out;
  arguments.data = options.data;
  TRY_ASSIGN(arguments.recipe, load_recipe(options.recipe));
  TRY_ASSIGN(const BuildOutcome outcome,
             run_build(session, collection_of_file(options.file, std::string(timed_kind)), arguments));
  print_outcome(session, outcome, arguments.out);
  if (!outcome.complete) session.status = status_of_incomplete(outcome);
  return {};
}

}  // namespace

void add_transcode(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "transcode", "Make all renditions of one media file in one decode pass",
                     "integrart transcode song.mov --out out/song --recipe phone");
  auto options = std::make_shared<TranscodeOptions>();
  command->add_option("file", options->file, "A video or sound file")->required();
  command->add_option("--out", options->out, "Output folder")->required();
  command->add_option("--data", options->data,
                      "Folder of artefacts and ledger (default: .integrart in the output folder)");
  command->add_option("--recipe", options->recipe, "A recipe file, or default, phone, archive");
  command->callback([&session, options] {
    if (is_right_use(session, folder_refusal(options->out)))
      session.attempt([&] { return run_transcode(session, *options); });
  });
}

}  // namespace integrart
