#pragma once
// The lesson of one work alone, as a small web application that a learning app opens in a frame of its own.

#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::web_pack {

/// All files of the application, sorted by path: index.html opens the first work of `lesson` at once and leads nowhere
/// else. `lesson` is the manifest of the pack with that one work. Errors: those of work_script.
Result<std::vector<PackEntry>> one_work_lesson(const PackManifest& lesson);

}  // namespace integrart::web_pack
