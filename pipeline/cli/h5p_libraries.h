#pragma once
// The folder in which an operator keeps libraries of H5P, for full packages.

#include <filesystem>
#include <vector>

#include "pipeline/base/documents/h5p_library.h"
#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"

namespace integrart {

/// The libraries that lie in `folder`: each folder there with a library.json is one, and each .h5p or .zip file there
/// gives those in it (its content is left). Of one version the highest patch counts, of the same patch the first by
/// name. Their files are in the store of `workspace` afterwards; kinds that H5P does not let into libraries, and names
/// that begin with '.' or '_', are left out. Archives are opened in a sandboxed child. Deterministic. Errors name the
/// file: links, damage, too much, a library that lacks what it says it loads, and a folder without any library.
Result<std::vector<H5pLibrary>> load_h5p_libraries(const Session& session, const Workspace& workspace,
                                                   const std::filesystem::path& folder);

}  // namespace integrart
