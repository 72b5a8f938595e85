#include "formats/pack/shared/metadata_files.h"

#include "formats/metadata/lom.h"

namespace integrart {

std::vector<MetadataFile> metadata_files(const PackManifest& manifest, const std::vector<WorkFiles>& files) {
  return {{std::string(metadata_names[0]), "application/xml", lom_document(manifest)},
          {std::string(metadata_names[1]), "application/ld+json", schema_org(manifest, files).dump_pretty()}};
}

void add_metadata(PackTree& tree, std::string_view folder, const PackManifest& manifest,
                  const std::vector<WorkFiles>& files) {
  for (MetadataFile& file : metadata_files(manifest, files))
    tree.entries.push_back({std::string(folder) + file.name, std::move(file.text)});
}

}  // namespace integrart
