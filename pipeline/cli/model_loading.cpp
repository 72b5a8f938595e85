#include "pipeline/cli/model_loading.h"

#include <filesystem>

#include "pipeline/base/text.h"

namespace integrart {

namespace {

constexpr std::uint64_t most_manifest_bytes = 64ULL << 10U;
constexpr std::uint64_t most_model_bytes = 256ULL << 20U;

Result<ModelManifest> read_manifest(const std::string& file) {
  TRY_ASSIGN(const auto opened, open_regular_file(file, most_manifest_bytes));
  TRY_ASSIGN(const std::string text, read_all(opened.second, most_manifest_bytes));
  auto manifest = parse_json(text).and_then([](const Json& json) { return ModelManifest::from_json(json); });
  if (manifest) return manifest;
  return tl::unexpected<Error>(
      while_doing(std::move(manifest).error(), {"cli.reading_file", {{"file", display_name(file)}}}));
}

}  // namespace

Result<LoadedModel> load_model(const std::string& file, const std::string& task, StepChain& chain) {
  TRY_ASSIGN(ModelManifest manifest, read_manifest(file));
  if (manifest.task != task)
    return fail(Errc::invalid_input, "cli.model_task",
                {{"file", display_name(file)}, {"task", display_name(manifest.task)}, {"wanted", task}});
  const std::filesystem::path model = std::filesystem::path(file).parent_path() / manifest.file;
  TRY_ASSIGN(UnitInput input, chain.source("model", model.string(), most_model_bytes));
  if (input.artefact->digest.hex() != manifest.sha256)
    return fail(
        Errc::invalid_input, "cli.model_digest",
        {{"file", display_name(model.string())}, {"found", input.artefact->digest.hex()}, {"named", manifest.sha256}});
  return LoadedModel{std::move(manifest), std::move(input)};
}

}  // namespace integrart
