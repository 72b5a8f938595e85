#include <CLI/CLI.hpp>

#include "pipeline/cli/building.h"
#include "pipeline/cli/output_names.h"

namespace integrart {

namespace {

struct ImageOptions {
  std::string file;
  std::string out;
  std::string recipe;
};

Result<> run_image(Session& session, const ImageOptions& options) {
  TRY(open_regular_file(options.file, UINT64_MAX));  // a file that is not there is no broken one
  BuildArguments arguments;
  arguments.out = options.out;
  TRY_ASSIGN(arguments.recipe, load_recipe(options.recipe));
  TRY_ASSIGN(const BuildOutcome outcome, run_build(session, collection_of_file(options.file, "image"), arguments));
  print_outcome(session, outcome, arguments.out);
  if (!outcome.complete) session.status = status_of_incomplete(outcome);
  return {};
}

}  // namespace

void add_image(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "image", "Make the sizes of one still picture, without private metadata",
                     "integrart image photo.jpg --out out/photo");
  auto options = std::make_shared<ImageOptions>();
  command->add_option("file", options->file, "JPEG, PNG, WebP, GIF, HEIC, AVIF or TIFF")->required();
  command->add_option("--out", options->out, "Output folder")->required();
  command->add_option("--recipe", options->recipe, "A recipe file, or default, phone, archive");
  command->callback([&session, options] {
    if (is_right_use(session, folder_refusal(options->out)))
      session.attempt([&] { return run_image(session, *options); });
  });
}

}  // namespace integrart
