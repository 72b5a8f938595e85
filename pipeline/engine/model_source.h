#pragma once
// Models that a person names by their manifests, on their way into the artefact store.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/engine/plan.h"
#include "pipeline/store/artefact_store.h"
#include "pipeline/store/ledger.h"

namespace integrart {

/// Reads the manifest `file`. Errors name it; invalid_input when it is for another task than `task` (empty: any will
/// do).
Result<ModelManifest> read_model_manifest(const std::filesystem::path& file, std::string_view task);

/// Where the model of the manifest `manifest_file` lies.
std::filesystem::path model_path(const std::filesystem::path& manifest_file, const ModelManifest& manifest);

/// Errc::invalid_input when `found` is not what the manifest names; `file` is for the message.
Result<> check_model_digest(const ModelManifest& manifest, const std::string& file, const Digest& found);

/// Models belong to whoever builds, not to a collection, so each manifest may lie anywhere. Errors: invalid_input for
/// one that is named twice, a second one for faces, and bytes that are not those the manifest names; limit_exceeded for
/// a file larger than the manifest allows.
Result<std::vector<SourceModel>> import_models(const std::vector<std::filesystem::path>& manifests,
                                               ArtefactStore& store, Ledger& ledger);

}  // namespace integrart
