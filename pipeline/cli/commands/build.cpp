#include <CLI/CLI.hpp>

#include "pipeline/base/text.h"
#include "pipeline/cli/building.h"

namespace integrart {

namespace {

struct BuildOptions {
  std::string collection;
  std::string out;
  std::string data;
  std::string recipe;
  std::string policy;
  std::string only;
  bool draft = false;
  std::vector<std::string> known_media;
  std::vector<std::string> models;
  std::vector<std::string> engines;
  std::string circle;
  std::string h5p_libraries;
};

/// What is made must not lie among the works: the next build would take it for one.
void refuse_collection_itself(const Session& session, const BuildOptions& options) {
  for (const auto& [option, folder] : {std::pair("--out", &options.out), std::pair("--data", &options.data)}) {
    std::error_code absent;
    if (!folder->empty() && std::filesystem::equivalent(*folder, collection_folder(options.collection), absent))
      throw CLI::ValidationError(option, render({"cli.out_is_collection",
                                                 {{"folder", display_name(*folder)}, {"option", std::string(option)}}},
                                                session.language));
  }
}

Result<> run_build(Session& session, const BuildOptions& options) {
  // Where an output folder that nobody named will be is known when the collection is read.
  TRY_ASSIGN(LoadedCollection loaded,
             load_collection(options.collection, {options.out.empty() ? "out" : options.out,
                                                  options.data.empty() ? ".integrart" : options.data}));
  for (const Message& note : loaded.notes) session.tell(note);
  BuildArguments arguments;
  arguments.out =
      options.out.empty() ? std::filesystem::path("out") / loaded.collection.id : std::filesystem::path(options.out);
  arguments.data = options.data;
  TRY_ASSIGN(arguments.recipe, load_recipe(options.recipe));
  TRY_ASSIGN(arguments.policy, load_policy(options.policy, session.catalogue.filters));
  arguments.only = options.only;
  arguments.draft = options.draft;
  arguments.known_media.assign(options.known_media.begin(), options.known_media.end());
  arguments.models.assign(options.models.begin(), options.models.end());
  arguments.engines = options.engines;
  arguments.circle = options.circle;
  arguments.h5p_libraries = options.h5p_libraries;
  TRY_ASSIGN(const BuildOutcome outcome, run_build(session, std::move(loaded), arguments));
  print_outcome(session, outcome, arguments.out);
  if (!outcome.complete) session.status = ExitStatus::answer_is_no;
  return {};
}

}  // namespace

void add_build(CLI::App& app, Session& session) {
  CLI::App* command =
      add_subcommand(app, session, "build", "Build every work of a collection and the packs it asks for",
                     "integrart build samples/two-homes --out out/two-homes");
  auto options = std::make_shared<BuildOptions>();
  command->add_option("collection", options->collection, "A folder, or its collection.yaml")->required();
  command->add_option("--out", options->out, "Output folder (default: out/<id of the collection>)");
  command->add_option("--data", options->data,
                      "Folder of artefacts, ledger and keys (default: .integrart in the output folder)");
  command->add_option("--recipe", options->recipe, "A recipe file, or default, phone, archive");
  command->add_option("--policy", options->policy, "A policy file");
  command->add_option("--only", options->only,
                      "Id of the one work to build; the others are packed as they were built before");
  command->add_flag("--draft", options->draft,
                    "Pack works that may not be published too, into packs/draft and for looking only");
  command->add_option("--known-media", options->known_media,
                      "A list of hashes of known media (as `integrart match` reads); may be repeated");
  command->add_option("--model", options->models,
                      "Manifest (model/1) of a model to look at pictures with; may be repeated");
  command->add_option("--engine", options->engines,
                      "For drafts of missing subtitles: apertium, libretranslate:URL, apy:URL or none, in the order to "
                      "ask them (default: apertium, when it is there)");
  command->add_option("--circle", options->circle, "Whose private lines of the translation memory are used and kept");
  command->add_option("--h5p-libraries", options->h5p_libraries,
                      "Folder with libraries of H5P, or .h5p files that hold them, to put into H5P files");
  command->callback([&session, options] {
    refuse_collection_itself(session, *options);
    session.attempt([&] { return run_build(session, *options); });
  });
}

}  // namespace integrart
