#pragma once
// Files of a collection on their way into the artefact store.

#include <filesystem>
#include <string>

#include "pipeline/engine/plan.h"
#include "pipeline/store/artefact_store.h"
#include "pipeline/store/ledger.h"

namespace integrart {

/// The folder of a collection, held open. Nothing outside it can be reached: links and ".." are not followed.
class SourceFolder {
 public:
  static Result<SourceFolder> open(const std::filesystem::path& folder);

  /// Opens a regular file below the folder. Errors name the file as it stands in the collection.
  Result<std::pair<FileDescriptor, InputFile>> open_file(const std::string& path, std::uint64_t limit) const;

  /// Opens, hashes (unless the same file, by size, times and inode, was hashed before) and copies into the store what
  /// is not there yet.
  Result<SourceFile> import(const std::string& path, std::uint64_t limit, ArtefactStore& store, Ledger& ledger) const;

 private:
  FileDescriptor m_folder;
};

/// Everything `work` names, by role. The limits follow the kind of the file.
Result<WorkSources> import_sources(const SourceFolder& folder, const CollectionWork& work, ArtefactStore& store,
                                   Ledger& ledger);

/// Lists of known media; they belong to whoever builds, not to a collection, so each may lie anywhere.
Result<std::vector<SourceFile>> import_known_media(const std::vector<std::filesystem::path>& files,
                                                   ArtefactStore& store, Ledger& ledger);

/// The glossaries of the collection.
Result<std::vector<SourceFile>> import_glossaries(const SourceFolder& folder, const Collection& collection,
                                                  ArtefactStore& store, Ledger& ledger);

}  // namespace integrart
