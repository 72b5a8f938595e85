#pragma once
// Packs of a build on disk: written when their content changed, left alone when it did not.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/catalogue.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/engine/packing_memory.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

struct PackOutcome {
  std::string format;
  std::string kind;    // "file" or "folder"
  std::string file;    // relative to the output folder
  std::string sha256;  // of the file; of a folder: of its pack.json, which names every other file by its digest
  std::uint64_t bytes = 0;
};

/// The packs of one format.
struct WrittenPacks {
  std::vector<PackOutcome> packs;
  std::vector<Message> remarks;  // what this format cannot hold, and what its readers should know; each once
};

/// Releases are for everybody. Drafts, which nobody may take for one, lie apart and have a memory and editions of their
/// own, so that making them leaves the releases as they are.
enum class PackPurpose : std::uint8_t { release, draft };

/// Writes packs into `folder`/packs, drafts into `folder`/packs/draft. "packs.json" ("packs.draft.json") in `folder`
/// remembers what was written from what, with size and time
/// of the file: a format whose lesson did not change is not looked at again, an unchanged pack is not written again and
/// a damaged or deleted one is; of a pack that did change, inner archives and files that stay the same are taken as
/// they are. It also remembers under which edition, and since which day (`today`, YYYY-MM-DD; empty: nobody knows), for
/// metadata that must have a date: the number goes up whenever the content of a pack does change, as
/// learning apps ask for that know a pack by its identifier.
class PackOutput {
 public:
  PackOutput(std::filesystem::path folder, ArtefactStore& store, const SigningKey& key,
             PackPurpose purpose = PackPurpose::release, std::string today = {})
      : m_folder(std::move(folder)), m_store(store), m_key(key), m_purpose(purpose), m_today(std::move(today)) {}

  /// The packs of one format: as a folder, as a file, or both, within the budget (see fit_budget), with a note for what
  /// the budget left out. Errc::unsupported for a format that is not registered.
  Result<Noted<WrittenPacks>> write(const std::string& format, const PackManifest& manifest, const Catalogue& catalogue,
                                    double budget_mb) const;
  /// One pack at `target`: a file, or a folder for a format that is no file. It has the edition that it would have in
  /// the folder of packs.
  Result<Noted<PackOutcome>> write_to(const std::filesystem::path& target, const std::string& format,
                                      const PackManifest& manifest, const Catalogue& catalogue, double budget_mb) const;

 private:
  std::filesystem::path memory_file() const;
  std::string name_of(const std::string& id, const PackFormat& format) const;
  std::optional<Noted<WrittenPacks>> remembered(const PackFormat& format, const std::string& id,
                                                const std::string& origin) const;
  Result<> remember(const std::string& format, const std::string& origin, const Noted<WrittenPacks>& written,
                    const PackingMemory& packing) const;
  Result<Noted<PackTree>> signed_tree(const PackFormat& format, const PackManifest& manifest,
                                      const Catalogue& catalogue, PackingMemory& memory) const;
  Result<Noted<PackTree>> next_edition(const PackFormat& format, PackManifest manifest, const Catalogue& catalogue,
                                       PackingMemory& memory) const;
  Result<Noted<WrittenPacks>> write_again(const PackFormat& format, const PackManifest& whole,
                                          const Catalogue& catalogue, double budget_mb, PackingMemory& packing) const;

  std::filesystem::path m_folder;
  ArtefactStore& m_store;
  const SigningKey& m_key;
  PackPurpose m_purpose;
  std::string m_today;
};

}  // namespace integrart
