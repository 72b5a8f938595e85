#include "pipeline/cli/model_loading.h"

#include "pipeline/engine/model_source.h"

namespace integrart {

Result<LoadedModel> load_model(const std::string& file, const std::string& task, StepChain& chain) {
  TRY_ASSIGN(ModelManifest manifest, read_model_manifest(file, task));
  const std::string model = model_path(file, manifest).string();
  TRY_ASSIGN(UnitInput input, chain.source("model", model, manifest.bytes));
  TRY(check_model_digest(manifest, model, input.artefact->digest));
  return LoadedModel{std::move(manifest), std::move(input)};
}

}  // namespace integrart
