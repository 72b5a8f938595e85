#pragma once
// Identifiers that stay the same from release to release: learners' progress hangs on them.

#include <string>
#include <string_view>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// A UUID of version 8 (RFC 9562, 5.8) made from SHA-256 over `space` and `name`; equal input, equal UUID.
std::string stable_uuid(std::string_view space, std::string_view name);

/// What of a pack stays the same wherever it stands and whatever stands beside it ("work/exercise/question"), as 24 hex
/// digits: for identifiers that must be short and begin with a letter of the format's own.
std::string stable_name(const PackManifest& manifest, std::string_view part);

}  // namespace integrart
