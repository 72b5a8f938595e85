#pragma once
// From a tree of files to a signed pack on disk, as a folder or as one file.

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/archive_format.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/input_file.h"
#include "pipeline/base/pack_format.h"

namespace integrart {

/// Names of the two files that every pack carries beside its content.
inline constexpr std::string_view pack_list_path = "pack.json";
inline constexpr std::string_view pack_signature_path = "pack.json.sig";
/// The folders in which they may lie (PackFormat::list_folder); the first in which a list is found counts.
inline constexpr std::array<std::string_view, 2> pack_list_folders{"", "META-INF/"};

/// Opens the bytes of an artefact; for a store: `[&](const ArtefactRef& ref) { return store.open(ref.digest); }`.
using ArtefactOpener = std::function<Result<std::pair<FileDescriptor, InputFile>>(const ArtefactRef&)>;

/// The files of `tree`, which has no inner archives, as sources of bytes; they refer to `tree` and `open_artefact`.
std::vector<PackFile> pack_files_of(const PackTree& tree, const ArtefactOpener& open_artefact);

struct WrittenPack {
  std::uint64_t bytes = 0;  // of the archive, or of all files of the folder
  Digest digest;            // of the archive, or of the folder's pack.json, which names every other file by its digest
};

/// `tree` with pack.json and pack.json.sig added in the folder that `format` asks for, sorted by path. Pure and
/// deterministic. pack.json is the document "pack-files/1": {"schema","id","title":{language:
/// text},"tool_version","licence","format","edition","published" when the collection says it,"contents"
/// (release/contents.h),"public_key":64 hex digits, "files":[{"path","bytes","sha256"}]}, files sorted by path; the
/// signature is 128 hex digits of Ed25519 over the bytes of pack.json. Errors of names: see check_pack_paths.
Result<PackTree> sign_pack(PackTree tree, const PackManifest& manifest, const PackFormat& format,
                           const SigningKey& key);

/// Writes a signed tree to `folder`, in place of an older pack there. A file that the older pack has in the same place
/// with the same bytes (they are hashed) is taken over by a hard link, where the file system has those, and not written
/// again. Errc::conflict when the folder holds something that is no pack, or an artefact's bytes are not what its name
/// says. Atomic: see Placement.
Result<WrittenPack> write_pack_folder(const PackTree& tree, const ArtefactOpener& open_artefact,
                                      const std::filesystem::path& folder);

/// Writes a signed tree as one file, the same way.
Result<WrittenPack> write_pack_archive(const PackTree& tree, const ArtefactOpener& open_artefact,
                                       const ArchiveFormat& archive, const std::filesystem::path& file);

}  // namespace integrart
