#pragma once
// The main job: every work of a collection to renditions, subtitles, findings, and the packs it asks for.

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/base/digest.h"
#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/h5p_library.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/progress.h"
#include "pipeline/engine/report.h"
#include "pipeline/engine/worker.h"
#include "pipeline/policy.h"

namespace integrart {

struct BuildRequest {
  Collection collection;
  std::vector<Message> notes;    // of reading the collection; go to the summary and the report
  std::filesystem::path folder;  // of the collection
  std::filesystem::path out;     // made when absent
  Recipe recipe = Recipe::default_recipe();
  Policy policy = Policy::default_policy();
  std::vector<std::filesystem::path> known_media;  // lists of hashes that works are compared with
  std::vector<std::filesystem::path> models;       // manifests of models that filters look with
  std::vector<H5pLibrary> h5p_libraries;           // whose files are in the store; none: H5P content only
  std::string only;                                // id of the one work to build; empty: all (see `build`)
  bool draft = false;                              // packs hold works that may not be published, for looking only
  std::string today;                               // YYYY-MM-DD, for consents
  std::string tool_version;                        // "integrart 0.1.0"
  std::string language = "en";                     // of the report
  int heavy_lanes = 1;                             // decode passes at a time; each uses all processors
};

struct BuildServices {
  WorkerServices worker;
  const SigningKey& key;                // the publisher's; for a draft one that no client follows
  CueTranslator* translator = nullptr;  // null: no drafts, and nothing is learnt
};

struct BuildOutcome {
  Json summary;                      // {"works","packs","steps","notes"}: the contract of `build --json`
  bool complete = true;              // every work was built and every pack written
  std::optional<Errc> failure = {};  // why the first work that failed did
};

/// Runs the build to its end; what was done before, by this or a killed process, is not done again. Errors of works and
/// packs are in the outcome and the report (out/report.html, out/report.json); an Error is returned only when nothing
/// can be built at all, or for Errc::cancelled. With `only`, summary and report are of that work; packs hold the others
/// as they were built before, and are not written when one of those is not finished (a problem says which). Drafts lie
/// in out/packs/draft, and leave the packs that were released and all that is remembered of them as they are.
/// `progress` is called from several threads, one at a time.
Result<BuildOutcome> build(const BuildRequest& request, const BuildServices& services, const ProgressListener& progress,
                           std::stop_token stop);

}  // namespace integrart
