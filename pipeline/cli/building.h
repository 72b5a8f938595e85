#pragma once
// What the commands that build have in common.

#include <filesystem>
#include <string>

#include "pipeline/cli/collection_loading.h"
#include "pipeline/cli/session.h"
#include "pipeline/engine/build.h"

namespace integrart {

struct BuildArguments {
  std::filesystem::path out;
  std::filesystem::path data;  // empty: <out>/.integrart
  Recipe recipe = Recipe::default_recipe();
  Policy policy = Policy::default_policy();
  std::vector<std::filesystem::path> known_media;  // lists of hashes
  std::vector<std::filesystem::path> models;       // manifests
  std::string only;
  bool draft = false;
  std::vector<std::string> engines;     // to ask for drafts, in this order; empty: those of this machine; "none"
  std::filesystem::path h5p_libraries;  // folder of them; empty: H5P content only
  std::string circle;                   // whose private lines of the memory may be used, and get more
};

/// Opens the data folder and runs the build with progress.
Result<BuildOutcome> run_build(const Session& session, LoadedCollection loaded, const BuildArguments& arguments);

/// What a person wants to know at the end: works with their errors (on standard error), packs, where the report is.
/// With
/// --json the summary instead of the latter two.
void print_outcome(const Session& session, const BuildOutcome& outcome, const std::filesystem::path& out);

/// The exit status of a command on files of which not all could be built: their fault, or the machine's.
ExitStatus status_of_incomplete(const BuildOutcome& outcome);

/// Today in the local time zone, YYYY-MM-DD.
std::string today();

}  // namespace integrart
