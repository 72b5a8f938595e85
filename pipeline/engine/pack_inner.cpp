#include "pipeline/engine/pack_inner.h"

#include <set>

#include "pipeline/base/foreign_digest.h"
#include "pipeline/store/database_file.h"

namespace integrart {
namespace {

/// The inner archives and databases of one pack on their way into the store.
class InnerFiles {
 public:
  InnerFiles(const ArchiveFormat& archive, const ArtefactOpener& open_artefact, ArtefactStore& store,
             PackingMemory& memory, bool named_by_md5)
      : m_archive(archive),
        m_open_artefact(open_artefact),
        m_store(store),
        m_memory(memory),
        m_named_by_md5(named_by_md5) {}

  /// `tree` with an artefact in place of every inner archive and database, the innermost first.
  Result<PackTree> keep(PackTree tree) {
    for (PackEntry& entry : tree.entries) {
      if (const auto* inner = std::get_if<InnerArchive>(&entry.content)) {
        TRY_ASSIGN(ArtefactRef kept, keep(*inner));
        entry.content = std::move(kept);
      } else if (const auto* database = std::get_if<DatabaseFile>(&entry.content)) {
        TRY_ASSIGN(const std::string bytes, bytes_of(*database));
        TRY_ASSIGN(ArtefactRef kept, m_store.put(bytes, database->type));
        entry.content = std::move(kept);
      }
    }
    return tree;
  }

  /// Files of `tree` itself that will be named by their MD5: where one of them also lies in an archive, it is summed
  /// when that archive reads it.
  void sum_on_the_way(const PackTree& tree) {
    if (!m_named_by_md5) return;
    for (const PackEntry& entry : tree.entries)
      if (const auto* artefact = std::get_if<ArtefactRef>(&entry.content);
          artefact != nullptr && !m_memory.md5(artefact->digest))
        m_to_sum.insert(artefact->digest);
  }

  /// What formats ask of every file of `tree`, which has no inner archives any more.
  Result<std::vector<PackFileFacts>> facts_of(const PackTree& tree) {
    std::vector<PackFileFacts> facts;
    const std::vector<PackFile> files = pack_files_of(tree, m_open_artefact);
    for (std::size_t i = 0; i < files.size(); ++i) {
      TRY_ASSIGN(PackFileFacts known, facts_of(files[i], tree.entries[i]));
      facts.push_back(std::move(known));
    }
    return facts;
  }

 private:
  Result<ArtefactRef> keep(const InnerArchive& inner) {
    const std::string key = archive_key_of(inner, m_archive);
    if (const auto known = key.empty() ? std::nullopt : m_memory.archive(key)) {
      TRY_ASSIGN(const bool is_there, m_store.contains(known->digest));
      if (is_there) return *known;
    }
    PackTree tree;
    tree.entries = inner.entries;
    TRY_ASSIGN(tree, keep(std::move(tree)));
    Md5Hasher md5;  // now, while the archive is read anyway
    const auto fill = [&](int descriptor) { return m_archive.write(files_of(tree), descriptor); };
    const auto show = [&](std::string_view piece) -> Result<> {
      if (m_named_by_md5) md5.add(piece);
      return {};
    };
    TRY_ASSIGN(ArtefactRef kept, m_store.make(inner.type, fill, show));
    if (m_named_by_md5) m_memory.keep_md5(kept.digest, md5.finish_hex());
    m_memory.keep_archive(key, kept);
    return kept;
  }

  /// The files of an archive; reading one that is to be summed keeps its MD5 once all its bytes were the right ones.
  std::vector<PackFile> files_of(const PackTree& tree) {
    std::vector<PackFile> files = pack_files_of(tree, m_open_artefact);
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto* artefact = std::get_if<ArtefactRef>(&tree.entries[i].content);
      if (artefact == nullptr || m_to_sum.erase(artefact->digest) == 0) continue;
      files[i].read = [this, artefact, read = std::move(files[i].read)](const ByteSink& sink) -> Result<> {
        Md5Hasher md5;
        TRY(read([&](std::string_view piece) -> Result<> {
          md5.add(piece);
          return sink(piece);
        }));
        m_memory.keep_md5(artefact->digest, md5.finish_hex());
        return {};
      };
    }
    return files;
  }

  Result<PackFileFacts> facts_of(const PackFile& file, const PackEntry& entry) {
    const auto* artefact = std::get_if<ArtefactRef>(&entry.content);
    if (const auto known = artefact == nullptr ? std::nullopt : m_memory.md5(artefact->digest))
      return PackFileFacts{*known, file.bytes};
    Md5Hasher md5;
    TRY(file.read([&](std::string_view piece) -> Result<> {
      md5.add(piece);
      return {};
    }));
    PackFileFacts facts{md5.finish_hex(), file.bytes};
    if (artefact != nullptr) m_memory.keep_md5(artefact->digest, facts.md5);
    return facts;
  }

  const ArchiveFormat& m_archive;
  const ArtefactOpener& m_open_artefact;
  ArtefactStore& m_store;
  PackingMemory& m_memory;
  bool m_named_by_md5;
  std::set<Digest> m_to_sum;
};

}  // namespace

Result<Noted<PackTree>> whole_tree_of(const PackFormat& format, const PackManifest& manifest,
                                      const ArchiveFormat& archive, const ArtefactOpener& open_artefact,
                                      ArtefactStore& store, PackingMemory& memory) {
  InnerFiles inner(archive, open_artefact, store, memory, format.finish != nullptr);
  TRY_ASSIGN(Noted<PackTree> tree, format.write(manifest));
  inner.sum_on_the_way(tree.value);
  TRY_ASSIGN(tree.value, inner.keep(std::move(tree.value)));
  if (format.finish == nullptr) return tree;
  TRY_ASSIGN(const std::vector<PackFileFacts> facts, inner.facts_of(tree.value));
  TRY_ASSIGN(tree.value, format.finish(manifest, std::move(tree.value), facts));
  TRY_ASSIGN(tree.value, inner.keep(std::move(tree.value)));
  return tree;
}

}  // namespace integrart
