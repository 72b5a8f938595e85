#pragma once
// A model named by its manifest, checked and on its way to a step.

#include <string>

#include "pipeline/base/documents/model_manifest.h"
#include "pipeline/cli/step_chain.h"

namespace integrart {

struct LoadedModel {
  ModelManifest manifest;
  UnitInput input;  // role "model"
};

/// Reads the manifest `file`, and takes the model into the chain's store. Errors: invalid_input when it is for another
/// task or its digest is not the one that the manifest names.
Result<LoadedModel> load_model(const std::string& file, const std::string& task, StepChain& chain);

}  // namespace integrart
