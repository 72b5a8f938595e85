#include "pipeline/engine/pack_writer.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <vector>

#include "pipeline/base/pack_path.h"
#include "pipeline/engine/placement.h"
#include "pipeline/engine/release/contents.h"

namespace integrart {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t piece_bytes = 256U << 10U;

/// Streams an artefact and checks on the way that it is the one that was asked for.
Result<> read_artefact(const ArtefactRef& artefact, const ArtefactOpener& open_artefact, const std::string& path,
                       const ByteSink& sink) {
  TRY_ASSIGN(const auto opened, open_artefact(artefact));
  std::string piece(piece_bytes, '\0');
  Hasher hasher;
  off_t offset = 0;
  while (true) {
    const ssize_t count = pread(opened.second.descriptor, piece.data(), piece.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return fail(Errc::unavailable, "pack.artefact_unreadable",
                  {{"path", path}, {"reason", std::generic_category().message(errno)}});
    }
    if (count == 0) break;
    const std::string_view have(piece.data(), static_cast<std::size_t>(count));
    hasher.add(have);
    TRY(sink(have));
    offset += count;
  }
  if (hasher.finish() != artefact.digest) {
    return fail(Errc::conflict, "pack.artefact_differs", {{"path", path}, {"digest", artefact.digest.hex()}});
  }
  return {};
}

Json listed(const PackEntry& entry) {
  if (const auto* text = std::get_if<std::string>(&entry.content)) {
    return Json::object({{"path", entry.path}, {"bytes", text->size()}, {"sha256", digest_of(*text).hex()}});
  }
  const auto& artefact = std::get<ArtefactRef>(entry.content);
  return Json::object({{"path", entry.path}, {"bytes", artefact.bytes}, {"sha256", artefact.digest.hex()}});
}

tl::unexpected<Error> cannot_write(const std::string& path, int error) {
  return fail(Errc::unavailable, "pack.cannot_place",
              {{"file", path}, {"reason", std::generic_category().message(error)}});
}

Result<> write_file_at(int folder, const PackFile& file) {
  const FileDescriptor out(
      openat(folder, file.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!out) return cannot_write(file.path, errno);
  std::uint64_t taken = 0;
  TRY(file.read([&](std::string_view piece) -> Result<> {
    taken += piece.size();
    while (!piece.empty()) {
      const ssize_t count = write(out.get(), piece.data(), piece.size());
      if (count < 0 && errno != EINTR) return cannot_write(file.path, errno);
      if (count > 0) piece.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
  }));
  if (taken != file.bytes) return fail(Errc::conflict, "pack.size_differs", {{"path", file.path}});
  return {};
}

Result<> make_parents(int folder, const std::string& path) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string parent = path.substr(0, slash);
    if (mkdirat(folder, parent.c_str(), 0755) != 0 && errno != EEXIST) return cannot_write(path, errno);
  }
  return {};
}

Digest digest_of_entry(const PackEntry& entry) {
  const auto* text = std::get_if<std::string>(&entry.content);
  return text != nullptr ? digest_of(*text) : std::get<ArtefactRef>(entry.content).digest;
}

/// The older pack in the place of a new one. Nobody is obliged to have left it as it was written, so what is taken over
/// is what was hashed: the open file, whatever its name points to by then.
class OlderPack {
 public:
  explicit OlderPack(const fs::path& folder)
      : m_folder(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) {}

  /// Whether `file` now stands in the new folder. What fails in any way is simply written anew.
  bool give(const PackFile& file, const Digest& wanted, int new_folder) const {
    if (!m_folder) return false;
    open_how how{};
    how.flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    const FileDescriptor old(
        static_cast<int>(syscall(SYS_openat2, m_folder.get(), file.path.c_str(), &how, sizeof how)));
    struct stat status {};
    if (!old || fstat(old.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::uint64_t>(status.st_size) != file.bytes)
      return false;
    const auto digest = digest_of_file(old.get());
    if (!digest || *digest != wanted) return false;
    const std::string open_file = "/proc/self/fd/" + std::to_string(old.get());
    return linkat(AT_FDCWD, open_file.c_str(), new_folder, file.path.c_str(), AT_SYMLINK_FOLLOW) == 0;
  }

 private:
  FileDescriptor m_folder;
};

/// A folder is only replaced when it is empty or a pack: a mistyped path must not cost anybody their files.
Result<> check_replaceable(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(folder, error);
  if (!fs::exists(status)) return {};
  const bool is_pack = std::ranges::any_of(
      pack_list_folders, [&](std::string_view list) { return fs::exists(folder / list / pack_list_path, error); });
  const bool replaceable = fs::is_directory(status) && (fs::is_empty(folder, error) || is_pack);
  if (!replaceable) return fail(Errc::conflict, "pack.folder_in_use", {{"folder", folder.string()}});
  return {};
}

bool is_pack_list(std::string_view path) {
  return std::ranges::any_of(pack_list_folders, [&](std::string_view folder) {
    return path.starts_with(folder) && path.substr(folder.size()) == pack_list_path;
  });
}

Result<std::string> contents_list(const PackTree& tree) {
  for (const PackEntry& entry : tree.entries) {
    const auto* text = std::get_if<std::string>(&entry.content);
    if (text != nullptr && is_pack_list(entry.path)) return *text;
  }
  return fail(Errc::internal, "pack.not_signed");
}

}  // namespace

std::vector<PackFile> pack_files_of(const PackTree& tree, const ArtefactOpener& open_artefact) {
  std::vector<PackFile> files;
  for (const PackEntry& entry : tree.entries) {
    if (const auto* text = std::get_if<std::string>(&entry.content)) {
      files.push_back({entry.path, text->size(), [text](const ByteSink& sink) { return sink(*text); }});
    } else {
      const auto* artefact = &std::get<ArtefactRef>(entry.content);
      files.push_back({entry.path, artefact->bytes, [artefact, &entry, &open_artefact](const ByteSink& sink) {
                         return read_artefact(*artefact, open_artefact, entry.path, sink);
                       }});
    }
  }
  return files;
}

Result<PackTree> sign_pack(PackTree tree, const PackManifest& manifest, const PackFormat& format,
                           const SigningKey& key) {
  const std::string folder(format.list_folder);
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  Json files = Json::empty_array();
  Json title = Json::empty_object();
  for (const PackEntry& entry : tree.entries) files.push_back(listed(entry));
  for (const auto& [language, text] : manifest.title.by_language) title[language] = text;
  Json list = Json::object({{"schema", "pack-files/1"},
                            {"id", manifest.id},
                            {"title", title},
                            {"tool_version", manifest.tool_version},
                            {"licence", manifest.licence},
                            {"format", format.id},
                            {"edition", manifest.edition},
                            {"contents", contents_of(manifest)},
                            {"public_key", key.public_key_hex()},
                            {"files", files}});
  if (!manifest.published.empty()) list["published"] = manifest.published;
  const std::string text = list.dump_pretty();
  tree.entries.push_back({folder + std::string(pack_list_path), text});
  tree.entries.push_back({folder + std::string(pack_signature_path), key.sign_hex(text) + "\n"});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  std::vector<std::string_view> paths;
  for (const PackEntry& entry : tree.entries) paths.push_back(entry.path);
  TRY(check_pack_paths(paths));
  return tree;
}

Result<WrittenPack> write_pack_folder(const PackTree& tree, const ArtefactOpener& open_artefact,
                                      const fs::path& folder) {
  TRY(check_replaceable(folder));
  TRY_ASSIGN(const std::string list, contents_list(tree));
  TRY_ASSIGN(Placement placement, Placement::begin(folder, Placement::Kind::folder));
  WrittenPack written{.bytes = 0, .digest = digest_of(list)};
  const OlderPack older(folder);
  const std::vector<PackFile> files = pack_files_of(tree, open_artefact);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const PackFile& file = files[i];
    TRY(check_pack_path(file.path));
    TRY(make_parents(placement.descriptor(), file.path));
    if (!older.give(file, digest_of_entry(tree.entries[i]), placement.descriptor()))
      TRY(write_file_at(placement.descriptor(), file));
    written.bytes += file.bytes;
  }
  TRY(placement.publish());
  return written;
}

Result<WrittenPack> write_pack_archive(const PackTree& tree, const ArtefactOpener& open_artefact,
                                       const ArchiveFormat& archive, const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(fs::symlink_status(file, error))) {
    return fail(Errc::conflict, "pack.folder_in_use", {{"folder", file.string()}});
  }
  TRY(contents_list(tree));
  TRY_ASSIGN(Placement placement, Placement::begin(file, Placement::Kind::file));
  TRY(archive.write(pack_files_of(tree, open_artefact), placement.descriptor()));
  TRY_ASSIGN(const Digest digest, digest_of_file(placement.descriptor()));
  struct stat status {};
  if (fstat(placement.descriptor(), &status) != 0) return cannot_write(file.string(), errno);
  TRY(placement.publish());
  return WrittenPack{.bytes = static_cast<std::uint64_t>(status.st_size), .digest = digest};
}

}  // namespace integrart
