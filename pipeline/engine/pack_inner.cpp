#include "pipeline/engine/pack_inner.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

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
                         ArtefactStore& store) {
  PackTree tree;
  tree.entries = inner.entries;
  TRY_ASSIGN(tree, with_inner_archives_kept(std::move(tree), archive, open_artefact, store));
  const FileDescriptor file(memfd_create("archive", MFD_CLOEXEC));
  if (!file) return fail(Errc::limit_exceeded, "pack.no_memory");
  TRY(archive.write(pack_files_of(tree, open_artefact), file.get()));
  TRY_ASSIGN(const std::unique_ptr<ArtefactWriter> writer, store.create(inner.type));
  TRY(copy_to(*writer, file.get()));
  return writer->commit();
}

}  // namespace

Result<PackTree> with_inner_archives_kept(PackTree tree, const ArchiveFormat& archive,
                                          const ArtefactOpener& open_artefact, ArtefactStore& store) {
  for (PackEntry& entry : tree.entries) {
    const auto* inner = std::get_if<InnerArchive>(&entry.content);
    if (inner == nullptr) continue;
    TRY_ASSIGN(ArtefactRef kept, keep(*inner, archive, open_artefact, store));
    entry.content = std::move(kept);
  }
  return tree;
}

}  // namespace integrart
