#include "pipeline/base/documents/model_manifest.h"

#include "pipeline/base/digest.h"
#include "pipeline/base/documents/reader.h"

namespace integrart {

Result<ModelManifest> ModelManifest::from_json(const Json& json) {
  ModelManifest manifest;
  std::string schema;
  DocumentReader reader(json, "");
  reader.read("schema", schema)
      .read("id", manifest.id)
      .read("task", manifest.task)
      .read("file", manifest.file)
      .read("sha256", manifest.sha256)
      .read("licence", manifest.licence)
      .read("threshold", manifest.threshold, 0, 1);
  if (schema != "model/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "model/1"}});
  if (manifest.task.empty()) reader.refuse("task", "what the model is for, such as face");
  if (manifest.file.empty()) reader.refuse("file", "the name of the model's file");
  if (!Digest::from_hex(manifest.sha256)) reader.refuse("sha256", "64 lower-case hexadecimal digits");
  TRY(reader.finish());
  return manifest;
}

}  // namespace integrart
