#include "formats/pack/shared/metadata_files.h"

#include "formats/metadata/lom.h"

namespace integrart {
namespace {

std::string with_all_replaced(std::string text, std::string_view sign, std::string_view by) {
  for (std::size_t at = text.find(sign); at != std::string::npos; at = text.find(sign, at + by.size()))
    text.replace(at, sign.size(), by);
  return text;
}

/// JSON in which no reader that takes it for a page or a script finds a tag or the end of a line.
std::string harmless_json(std::string json) {
  json = with_all_replaced(std::move(json), "<", "\\u003c");
  json = with_all_replaced(std::move(json), "\u2028", "\\u2028");
  return with_all_replaced(std::move(json), "\u2029", "\\u2029");
}

std::string harmless_xml(std::string xml) {
  xml = with_all_replaced(std::move(xml), "\u2028", "&#x2028;");
  return with_all_replaced(std::move(xml), "\u2029", "&#x2029;");
}

}  // namespace

std::vector<MetadataFile> metadata_files(const PackManifest& manifest, const std::vector<WorkFiles>& files) {
  return {{std::string(metadata_names[0]), "application/xml", harmless_xml(lom_document(manifest))},
          {std::string(metadata_names[1]), "application/ld+json",
           harmless_json(schema_org(manifest, files).dump_pretty())}};
}

void add_metadata(PackTree& tree, std::string_view folder, const PackManifest& manifest,
                  const std::vector<WorkFiles>& files) {
  for (MetadataFile& file : metadata_files(manifest, files))
    tree.entries.push_back({std::string(folder) + file.name, std::move(file.text)});
}

}  // namespace integrart
