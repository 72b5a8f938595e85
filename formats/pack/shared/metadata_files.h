#pragma once
// The two records for catalogues that lie beside every pack: schema.org with LRMI as JSON-LD, and LOM.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "formats/metadata/schema_org.h"
#include "pipeline/base/pack_format.h"

namespace integrart {

/// What they are called in every format: formats whose manifest lists all files name them.
inline constexpr std::array<std::string_view, 2> metadata_names{"lom.xml", "metadata.jsonld"};

struct MetadataFile {
  std::string name;  // one of metadata_names
  std::string type;  // media type
  std::string text;
};

/// Both records. `files` is as long as the works; its paths are relative to the folder in which the records will lie.
std::vector<MetadataFile> metadata_files(const PackManifest& manifest, const std::vector<WorkFiles>& files);

/// Puts both into `folder` ("" or with '/' at its end) of the pack.
void add_metadata(PackTree& tree, std::string_view folder, const PackManifest& manifest,
                  const std::vector<WorkFiles>& files);

}  // namespace integrart
