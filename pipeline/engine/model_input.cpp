#include "pipeline/engine/model_input.h"

#include <fstream>

#include "pipeline/base/documents/model_manifest.h"

namespace integrart {

namespace {

constexpr const char* file_name = "model.onnx";

}  // namespace

Result<Json> parameters_with_model(const StepContext& context) {
  Json parameters = context.parameters;
  const auto model = context.input("model");
  if (!model) return parameters;
  TRY_ASSIGN(const std::string bytes, read_all((*model)->file, ModelManifest::most_bytes));
  const std::filesystem::path copy = context.work_folder / file_name;
  std::ofstream file(copy, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) return fail(Errc::unavailable, "engine.write_failed", {{"file", std::string(file_name)}});
  parameters["model_file"] = copy.string();
  return parameters;
}

}  // namespace integrart
