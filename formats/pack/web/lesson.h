#pragma once
// The lesson itself, without what makes a folder of it an app: the part that other packs wrap.

#include <string>
#include <string_view>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::web_pack {

/// One of the files under assets/.
Result<std::string> asset(std::string_view path);

/// Everything but index.html, data.js, the service worker and the app manifest: player, style, interface texts, icon,
/// credits, and the works. The works' ids must be valid.
Result<> add_lesson(PackTree& tree, const PackManifest& manifest);

/// index.html of `manifest` from the template among the assets.
Result<std::string> index_html(const PackManifest& manifest);

}  // namespace integrart::web_pack
