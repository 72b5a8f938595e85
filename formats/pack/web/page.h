#pragma once
// index.html of a web pack.

#include <string>
#include <string_view>
#include <vector>

#include "formats/metadata/schema_org.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::web_pack {

/// `page` with {{title}}, {{description}}, {{language}}, {{direction}}, {{metadata}}, {{credits}} and {{works}} filled
/// in, all escaped. {{metadata}} is the pack as JSON-LD of schema.org. {{works}} is the list for readers without
/// scripts: titles, credits and links to the files.
std::string index_page(std::string_view page, const PackManifest& manifest);

/// Where that page shows each work, and where its files lie. Refers to `manifest`.
std::vector<WorkFiles> page_files(const PackManifest& manifest);

}  // namespace integrart::web_pack
