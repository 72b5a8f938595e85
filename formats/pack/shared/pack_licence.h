#pragma once
// Whether the works of a pack may go out together under the licence that the pack names.

#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/result.h"

namespace integrart {

/// A pack may not promise more than its works allow: Errc::refused_by_policy when a work forbids commercial use or
/// changes, or asks for the same licence, and the pack's licence says otherwise, or nobody here knows what it says.
/// Notes: works of a licence nobody here knows, and works that may not be changed (no activities are made of those).
Result<std::vector<Message>> check_licences(const PackManifest& manifest);

}  // namespace integrart
