#pragma once
// Descriptor of a pack format (formats/pack.def): the format-neutral lesson to a tree of files. Pure.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/result.h"

namespace integrart {

/// One file of a pack: bytes made by the writer, or an artefact that is copied as it is.
struct PackEntry {
  std::string path;  // ASCII, '/' separators, no leading '/', no ".."
  std::variant<std::string, ArtefactRef> content;
};

/// All files of a pack, sorted by path. The engine adds pack.json (every file with digest and size) and its signature,
/// and writes the tree as a folder or as a deterministic zip.
struct PackTree {
  std::vector<PackEntry> entries;
};

struct PackFormat {
  std::string_view id;                     // "web"
  std::string_view media_type;             // of the archive
  std::string_view extension;              // of the archive, without dot
  bool as_folder = false;                  // also written as an unpacked folder
  const ArchiveFormat* archive = nullptr;  // how the tree becomes one file; null: only a folder
  Doc doc;
  /// What this format cannot hold of `manifest` (errors stop the pack, notes go to the report).
  Result<std::vector<Message>> (*check)(const PackManifest& manifest);
  Result<Noted<PackTree>> (*write)(const PackManifest& manifest);
};

}  // namespace integrart
