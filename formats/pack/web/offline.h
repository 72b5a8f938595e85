#pragma once
// What makes a web pack an offline app: the service worker with its versioned list, and the web app manifest.

#include <string>
#include <string_view>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::web_pack {

/// A name for the content of `tree`: changes when and only when a path or a byte does. 16 hex digits.
std::string version_of(const PackTree& tree);

/// sw.js: `code` after its list of every file of `tree` with digest, size and whether it is kept at once (all but the
/// larger renditions of each work, which are kept when the reader asks for them).
std::string service_worker(const PackTree& tree, const PackManifest& manifest, std::string_view version,
                           std::string_view code);

/// app.webmanifest; source: https://www.w3.org/TR/appmanifest/
std::string web_app_manifest(const PackManifest& manifest);

}  // namespace integrart::web_pack
