#pragma once
// What lies in the bag, for machines of archives: RO-Crate metadata. Private to BagIt.
// Source: https://www.researchobject.org/ro-crate/specification/1.1/

#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::bagit {

/// A file of the crate. The path is relative to the crate's root.
struct CrateFile {
  std::string path;
  std::string type;  // media type
  std::uint64_t bytes = 0;
  std::string sha256;              // hex
  const PackWork* work = nullptr;  // null: of the pack itself
};

/// ro-crate-metadata.json. The date of publication that the specification asks for is a fixed one, because equal
/// content gives equal bytes.
std::string ro_crate(const PackManifest& manifest, const std::vector<CrateFile>& files);

}  // namespace integrart::bagit
