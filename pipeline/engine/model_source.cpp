#include "pipeline/engine/model_source.h"

#include <algorithm>

#include "pipeline/base/input_file.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/sources.h"

namespace integrart {

namespace {

constexpr std::uint64_t most_manifest_bytes = 256ULL << 10U;

/// A task with one model at most, and no name twice: names tell apart what models found.
bool is_one_too_many(const std::vector<SourceModel>& models, const ModelManifest& manifest) {
  return std::ranges::any_of(models, [&](const SourceModel& other) {
    return other.manifest.task == manifest.task && (manifest.task == "face" || other.manifest.id == manifest.id);
  });
}

}  // namespace

Result<ModelManifest> read_model_manifest(const std::filesystem::path& file, std::string_view task) {
  TRY_ASSIGN(const auto opened, open_regular_file(file.string(), most_manifest_bytes));
  TRY_ASSIGN(const std::string text, read_all(opened.second, most_manifest_bytes));
  const std::string shown = display_name(file.string());
  const auto named = [&](Error error) {
    return tl::unexpected<Error>(while_doing(std::move(error), {"engine.reading_model", {{"file", shown}}}));
  };
  auto json = parse_json(text);
  if (!json) return named(std::move(json).error());
  // Of the wrong model nobody wants to hear what else is wrong with it.
  const std::string found = json->at_or_null("task").string_or("");
  if (!task.empty() && !found.empty() && found != task)
    return fail(Errc::invalid_input, "engine.model_task",
                {{"file", shown}, {"task", display_name(found)}, {"wanted", std::string(task)}});
  auto manifest = ModelManifest::from_json(*json);
  if (!manifest) return named(std::move(manifest).error());
  return manifest;
}

std::filesystem::path model_path(const std::filesystem::path& manifest_file, const ModelManifest& manifest) {
  return manifest_file.parent_path() / manifest.file;
}

Result<> check_model_digest(const ModelManifest& manifest, const std::string& file, const Digest& found) {
  if (found.hex() == manifest.sha256) return {};
  return fail(Errc::invalid_input, "engine.model_digest",
              {{"file", display_name(file)}, {"found", found.hex()}, {"named", manifest.sha256}});
}

Result<std::vector<SourceModel>> import_models(const std::vector<std::filesystem::path>& manifests,
                                               ArtefactStore& store, Ledger& ledger) {
  std::vector<SourceModel> models;
  for (const std::filesystem::path& file : manifests) {
    TRY_ASSIGN(ModelManifest manifest, read_model_manifest(file, ""));
    if (is_one_too_many(models, manifest))
      return fail(Errc::invalid_input, "engine.model_twice",
                  {{"file", display_name(file.string())}, {"id", manifest.id}, {"task", manifest.task}});
    const std::filesystem::path path = model_path(file, manifest);
    TRY_ASSIGN(const SourceFolder folder, SourceFolder::open(path.has_parent_path() ? path.parent_path() : "."));
    TRY_ASSIGN(SourceFile source, folder.import(path.filename().string(), manifest.bytes, store, ledger));
    TRY(check_model_digest(manifest, path.string(), source.artefact.digest));
    manifest.file = path.filename().string();  // where it lies changes nothing that is found with it
    models.push_back({std::move(manifest), std::move(source)});
  }
  return models;
}

}  // namespace integrart
