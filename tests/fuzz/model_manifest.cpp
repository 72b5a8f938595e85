// Manifests of models: what is accepted is within its bounds, and comes back the same from its own document.

#include "pipeline/base/documents/model_manifest.h"

#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_classes(const ImageClasses& classes) {
  const ModelPicture& picture = classes.picture;
  if (picture.width < 1 || picture.width > 1024 || picture.height < 1 || picture.height > 1024)
    return "a size out of bounds";
  for (const double deviation : picture.deviation)
    if (!(deviation > 0)) return "something to divide by that is not above 0";
  if (classes.labels.empty() || classes.labels.size() > 1000) return "too few or too many labels";
  for (const ModelLabel& label : classes.labels)
    if (label.name.empty() || !(label.threshold >= 0 && label.threshold <= 1)) return "an impossible label";
  return "";
}

std::string problem_of_model_manifest(std::string_view bytes) {
  const auto json = parse_json(bytes);
  if (!json) return "";
  const auto manifest = ModelManifest::from_json(*json);
  if (!manifest) return render(manifest.error()).empty() ? "an error without words" : "";
  if (manifest->classes.has_value() != (manifest->task == "image_class")) return "classes for another task";
  if (manifest->bytes < 1 || manifest->bytes > ModelManifest::most_bytes) return "a file of an impossible size";
  const auto again = ModelManifest::from_json(manifest->to_json());
  if (!again || *again != *manifest) return "another manifest came back";
  return manifest->classes ? problem_of_classes(*manifest->classes) : "";
}

}  // namespace

FUZZ_READER(problem_of_model_manifest)
