#include "pipeline/engine/pack_inner.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "pipeline/base/foreign_digest.h"
#include "pipeline/store/database_file.h"

namespace integrart {
namespace {

Result<> copy_to(ArtefactWriter& writer, int descriptor) {
  std::string piece(256U << 10U, '\0');
  off_t offset = 0;
  while (true) {
    const ssize_t count = pread(descriptor, piece.data(), piece.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return fail(Errc::unavailable, "pack.cannot_write", {{"reason", std::generic_category().message(errno)}});
    if (count == 0) return {};
    TRY(writer.write(std::as_bytes(std::span(piece.data(), static_cast<std::size_t>(count)))));
    offset += count;
  }
}

Result<ArtefactRef> keep(const InnerArchive& inner, const ArchiveFormat& archive, const ArtefactOpener& open_artefact,
                         ArtefactStore& store, PackingMemory& memory) {
  const std::string key = archive_key_of(inner, archive);
  if (const auto known = key.empty() ? std::nullopt : memory.archive(key)) {
    TRY_ASSIGN(const bool is_there, store.contains(known->digest));
    if (is_there) return *known;
  }
  PackTree tree;
  tree.entries = inner.entries;
  TRY_ASSIGN(tree, with_inner_archives_kept(std::move(tree), archive, open_artefact, store, memory));
  const FileDescriptor file(memfd_create("archive", MFD_CLOEXEC));
  if (!file) return fail(Errc::limit_exceeded, "pack.no_memory");
  TRY(archive.write(pack_files_of(tree, open_artefact), file.get()));
  TRY_ASSIGN(const std::unique_ptr<ArtefactWriter> writer, store.create(inner.type));
  TRY(copy_to(*writer, file.get()));
  TRY_ASSIGN(ArtefactRef kept, writer->commit());
  memory.keep_archive(key, kept);
  return kept;
}

/// What formats ask of a file that has no inner archives any more.
Result<PackFileFacts> facts_of(const PackFile& file, const PackEntry& entry, PackingMemory& memory) {
  const auto* artefact = std::get_if<ArtefactRef>(&entry.content);
  if (const auto known = artefact == nullptr ? std::nullopt : memory.md5(artefact->digest))
    return PackFileFacts{*known, file.bytes};
  Md5Hasher hasher;
  TRY(file.read([&](std::string_view piece) -> Result<> {
    hasher.add(piece);
    return {};
  }));
  PackFileFacts facts{hasher.finish_hex(), file.bytes};
  if (artefact != nullptr) memory.keep_md5(artefact->digest, facts.md5);
  return facts;
}

}  // namespace

Result<PackTree> with_inner_archives_kept(PackTree tree, const ArchiveFormat& archive,
                                          const ArtefactOpener& open_artefact, ArtefactStore& store,
                                          PackingMemory& memory) {
  for (PackEntry& entry : tree.entries) {
    if (const auto* inner = std::get_if<InnerArchive>(&entry.content)) {
      TRY_ASSIGN(ArtefactRef kept, keep(*inner, archive, open_artefact, store, memory));
      entry.content = std::move(kept);
    } else if (const auto* database = std::get_if<DatabaseFile>(&entry.content)) {
      TRY_ASSIGN(const std::string bytes, bytes_of(*database));
      TRY_ASSIGN(ArtefactRef kept, store.put(bytes, database->type));
      entry.content = std::move(kept);
    }
  }
  return tree;
}

Result<Noted<PackTree>> whole_tree_of(const PackFormat& format, const PackManifest& manifest,
                                      const ArchiveFormat& archive, const ArtefactOpener& open_artefact,
                                      ArtefactStore& store, PackingMemory& memory) {
  TRY_ASSIGN(Noted<PackTree> tree, format.write(manifest));
  TRY_ASSIGN(tree.value, with_inner_archives_kept(std::move(tree.value), archive, open_artefact, store, memory));
  if (format.finish == nullptr) return tree;
  std::vector<PackFileFacts> facts;
  const std::vector<PackFile> files = pack_files_of(tree.value, open_artefact);
  for (std::size_t i = 0; i < files.size(); ++i) {
    TRY_ASSIGN(PackFileFacts known, facts_of(files[i], tree.value.entries[i], memory));
    facts.push_back(std::move(known));
  }
  TRY_ASSIGN(tree.value, format.finish(manifest, std::move(tree.value), facts));
  TRY_ASSIGN(tree.value, with_inner_archives_kept(std::move(tree.value), archive, open_artefact, store, memory));
  return tree;
}

}  // namespace integrart
