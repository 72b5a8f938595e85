#pragma once
// Descriptor of a pack format (formats/pack.def): the format-neutral lesson to a tree of files. Pure.

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/database_file.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/result.h"

namespace integrart {

struct PackEntry;

/// Files that become one file of the pack, by the archive of its format: a format of many small packages is a folder of
/// those. The engine makes them before it signs the pack.
struct InnerArchive {
  std::vector<PackEntry> entries;
  MediaType type;
  bool operator==(const InnerArchive& other) const;
};

/// One file of a pack: bytes made by the writer, an artefact that is copied as it is, an archive of such files, or a
/// database.
struct PackEntry {
  std::string path;  // ASCII, '/' separators, no leading '/', no ".."
  std::variant<std::string, ArtefactRef, InnerArchive, DatabaseFile> content;
  bool operator==(const PackEntry&) const = default;
};

inline bool InnerArchive::operator==(const InnerArchive& other) const {
  return type == other.type && entries == other.entries;
}

/// All files of a pack, sorted by path. The engine adds pack.json (every file with digest and size) and its signature,
/// and writes the tree as a folder or as a deterministic zip.
struct PackTree {
  std::vector<PackEntry> entries;
};

/// What is known of a file of a pack once all its bytes are there.
struct PackFileFacts {
  std::string md5;  // 32 lower-case hex digits
  std::uint64_t bytes = 0;
};

struct PackFormat {
  std::string_view id;                     // "web"
  std::string_view media_type;             // of the archive
  std::string_view extension;              // of the archive, without dot
  bool as_folder = false;                  // also written as an unpacked folder
  const ArchiveFormat* archive = nullptr;  // how the tree becomes one file; null: only a folder
  std::string_view list_folder = "";  // where pack.json lies: "" or "META-INF/", for formats that mind it elsewhere
  Doc doc;
  /// What this format cannot hold of `manifest` (errors stop the pack, notes go to the report).
  Result<std::vector<Message>> (*check)(const PackManifest& manifest);
  Result<Noted<PackTree>> (*write)(const PackManifest& manifest);
  /// For formats that name files by their content or list their sizes: called with the tree that `write` made, its
  /// inner archives packed, and the facts of every entry in the same order. Null: the tree is final. (The last member.)
  Result<PackTree> (*finish)(const PackManifest& manifest, PackTree tree,
                             std::span<const PackFileFacts> facts) = nullptr;
};

}  // namespace integrart
