#include "pipeline/engine/release/delta.h"

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>

#include "pipeline/engine/release/file_pool.h"

namespace integrart {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view delta_path = "delta.json";
constexpr std::string_view file_folder = "files/";
constexpr std::uint64_t head_limit = 64ULL << 20U;

using Wanted = std::map<Digest, std::uint64_t>;  // bytes by digest

/// What stands in `to` and not in `from`.
Wanted lacking(const SignedList& from, const SignedList& to) {
  Wanted wanted;
  for (const ListedFile& file : to.files) wanted[file.digest] = file.bytes;
  for (const ListedFile& file : from.files) wanted.erase(file.digest);
  return wanted;
}

/// Puts the wanted files of a pack into the pool: those of a folder where they lie, those of an archive copied.
Result<> gather(FilePool& pool, const fs::path& pack, const SignedList& list, const Wanted& wanted,
                const ArchiveFormat& archive) {
  std::error_code error;
  std::map<std::string, const ListedFile*> by_path;
  for (const ListedFile& file : list.files)
    if (wanted.contains(file.digest)) by_path[file.path] = &file;
  if (fs::is_directory(pack, error)) {
    for (const auto& [path, file] : by_path) pool.add(file->digest, pack / path);
    return {};
  }
  TRY_ASSIGN(const auto opened, open_regular_file(pack.string(), UINT64_MAX));
  return archive.walk(opened.second, [&](const std::string& path, std::uint64_t, const ByteSource& read) -> Result<> {
    const auto file = by_path.find(path);
    if (file == by_path.end() || pool.holds(file->second->digest)) return {};
    return pool.take(file->second->digest, file->second->bytes, read, path);
  });
}

Json delta_document(const SignedList& from, const SignedList& to) {
  return Json::object({{"schema", "pack-delta/1"},
                       {"id", to.id},
                       {"format", to.format},
                       {"list_folder", to.folder},
                       {"from", digest_of(from.text).hex()},
                       {"to", digest_of(to.text).hex()},
                       {"from_edition", from.edition},
                       {"to_edition", to.edition}});
}

Result<> check_succession(const SignedList& from, const SignedList& to) {
  const bool related = from.id == to.id && from.format == to.format;
  if (related && to.edition > from.edition) return {};
  return fail(Errc::conflict, related ? "release.not_newer" : "release.other_pack",
              {{"from", from.id + "." + from.format},
               {"to", to.id + "." + to.format},
               {"from_edition", from.edition},
               {"to_edition", to.edition}});
}

/// The three texts at the head of a delta.
struct DeltaHead {
  std::string document, list, signature;
  bool has_whole_list = false;  // the archive is a pack and no delta
};

Result<DeltaHead> read_head(const InputFile& delta, const ArchiveFormat& archive) {
  DeltaHead head;
  const auto text_of = [&](std::string_view path) -> std::string* {
    if (path == delta_path) return &head.document;
    if (path == pack_list_path) return &head.list;
    return path == pack_signature_path ? &head.signature : nullptr;
  };
  TRY(archive.walk(delta, [&](const std::string& path, std::uint64_t bytes, const ByteSource& read) -> Result<> {
    for (const std::string_view folder : pack_list_folders)
      head.has_whole_list = head.has_whole_list || path == std::string(folder) + std::string(pack_list_path);
    std::string* text = text_of(path);
    if (text == nullptr) return {};
    if (bytes > head_limit) return fail(Errc::limit_exceeded, "pack.list_too_large", {{"path", path}});
    return read([&](std::string_view piece) -> Result<> {
      text->append(piece);
      return {};
    });
  }));
  return head;
}

/// The list of the release that the delta leads to; nothing of it is believed before its signature is checked.
Result<SignedList> target_of(DeltaHead head, const SignedList& from, std::string_view public_key_hex,
                             const std::string& file) {
  const Result<Json> document = parse_json(head.document, {.bytes = head_limit});
  if (!document || document->at_or_null("schema").string_or("") != "pack-delta/1")
    return fail(Errc::invalid_input, "release.no_delta", {{"file", file}});
  const std::string folder = document->at_or_null("list_folder").string_or("");
  if (std::ranges::find(pack_list_folders, folder) == pack_list_folders.end())
    return fail(Errc::invalid_input, "release.no_delta", {{"file", file}});
  TRY_ASSIGN(SignedList to, parse_signed_list(std::move(head.list), std::move(head.signature), folder, file));
  TRY(check_signed_by(to, public_key_hex, file));
  TRY(check_succession(from, to));
  if (document->at_or_null("from").string_or("") != digest_of(from.text).hex())
    return fail(Errc::conflict, "release.other_release",
                {{"file", file}, {"edition", document->at_or_null("from_edition").integer_or(0)}});
  return to;
}

/// The new files of the delta. It may hold nothing else.
Result<> take_files(FilePool& pool, const InputFile& delta, const Wanted& wanted, const ArchiveFormat& archive) {
  return archive.walk(delta, [&](const std::string& path, std::uint64_t bytes, const ByteSource& read) -> Result<> {
    if (path == delta_path || path == pack_list_path || path == pack_signature_path) return {};
    const auto digest = Digest::from_hex(path.starts_with(file_folder) ? path.substr(file_folder.size()) : "");
    const auto file = digest ? wanted.find(*digest) : wanted.end();
    if (file == wanted.end() || file->second != bytes || pool.holds(*digest))
      return fail(Errc::invalid_input, "release.not_needed", {{"file", delta.name}, {"path", path}});
    return pool.take(*digest, bytes, read, path);
  });
}

PackTree tree_of(const SignedList& list) {
  PackTree tree;
  for (const ListedFile& file : list.files)
    tree.entries.push_back({file.path, ArtefactRef{file.digest, file.bytes, "application/octet-stream"}});
  tree.entries.push_back({list.folder + std::string(pack_list_path), list.text});
  tree.entries.push_back({list.folder + std::string(pack_signature_path), list.signature});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return tree;
}

Result<> check_complete(const FilePool& pool, const SignedList& list, const std::string& file) {
  for (const ListedFile& listed : list.files)
    if (!pool.holds(listed.digest))
      return fail(Errc::invalid_input, "release.incomplete", {{"file", file}, {"path", listed.path}});
  return {};
}

fs::path folder_of(const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  return whole.has_filename() ? whole.parent_path() : whole.parent_path().parent_path();
}

}  // namespace

Result<WrittenPack> write_delta(const fs::path& from_pack, const fs::path& to_pack, const ArchiveFormat& archive,
                                const fs::path& out) {
  TRY_ASSIGN(const SignedList from, read_signed_list(from_pack, archive));
  TRY_ASSIGN(const SignedList to, read_signed_list(to_pack, archive));
  TRY(check_succession(from, to));
  const Wanted wanted = lacking(from, to);
  std::error_code error;
  fs::create_directories(folder_of(out), error);
  TRY_ASSIGN(FilePool pool, FilePool::open(folder_of(out)));
  TRY(gather(pool, to_pack, to, wanted, archive));
  for (const auto& [digest, bytes] : wanted)
    if (!pool.holds(digest))
      return fail(Errc::invalid_input, "release.incomplete", {{"file", to_pack.string()}, {"path", digest.hex()}});
  PackTree tree;
  tree.entries.push_back({std::string(delta_path), delta_document(from, to).dump_pretty()});
  for (const auto& [digest, bytes] : wanted)
    tree.entries.push_back(
        {std::string(file_folder) + digest.hex(), ArtefactRef{digest, bytes, "application/octet-stream"}});
  tree.entries.push_back({std::string(pack_list_path), to.text});
  tree.entries.push_back({std::string(pack_signature_path), to.signature});
  return write_pack_archive(
      tree, [&](const ArtefactRef& file) { return pool.open_file(file); }, archive, out);
}

namespace {

Result<> check_not_withdrawn(const SignedList& list, const Withdrawals* withdrawals) {
  if (withdrawals == nullptr) return {};
  const auto found = withdrawn_in(list, *withdrawals);
  if (found.empty()) return {};
  return fail(Errc::refused_by_policy, "release.withdrawn", {{"work", found.front().work}});
}

/// Writes the release of `list` to `installed`, out of a pool that must hold all its files. `from` is the update.
Result<WrittenPack> place_release(const SignedList& list, const FilePool& pool, const fs::path& from,
                                  const fs::path& installed, bool as_folder, const ArchiveFormat& archive) {
  TRY(check_complete(pool, list, from.string()));
  const PackTree tree = tree_of(list);
  const ArtefactOpener open_file = [&](const ArtefactRef& file) { return pool.open_file(file); };
  return as_folder ? write_pack_folder(tree, open_file, installed)
                   : write_pack_archive(tree, open_file, archive, installed);
}

/// What a writer says of a damaged artefact is meant for the keeper of a store; here the file was fetched, or lay in
/// the installed release.
Result<WrittenPack> in_words_for_clients(Result<WrittenPack> written, Errc code, std::string_view message) {
  if (written || written.error().what.id != "pack.artefact_differs") return written;
  return fail(code, message, {{"path", written.error().what.arguments.front().second}});
}

/// A whole release, in the place of an older one or of none.
Result<AppliedDelta> install_release(const fs::path& installed, const std::optional<SignedList>& from,
                                     const fs::path& release, std::string_view public_key_hex,
                                     const Withdrawals* withdrawals, const ArchiveFormat& archive) {
  TRY_ASSIGN(const SignedList to, read_signed_list(release, archive));
  TRY(check_signed_by(to, public_key_hex, release.string()));
  if (from) TRY(check_succession(*from, to));
  TRY(check_not_withdrawn(to, withdrawals));
  std::error_code error;
  fs::create_directories(folder_of(installed), error);
  TRY_ASSIGN(FilePool pool, FilePool::open(folder_of(installed)));
  Wanted wanted;
  for (const ListedFile& file : to.files) wanted[file.digest] = file.bytes;
  TRY(gather(pool, release, to, wanted, archive));
  const bool as_folder = fs::is_directory(from ? installed : release, error);
  TRY_ASSIGN(const WrittenPack written,
             in_words_for_clients(place_release(to, pool, release, installed, as_folder, archive), Errc::invalid_input,
                                  "release.file_differs"));
  return AppliedDelta{from ? from->edition : 0, to.edition, written.bytes};
}

Result<std::optional<SignedList>> list_of_installed(const fs::path& installed, std::string_view public_key_hex,
                                                    const ArchiveFormat& archive) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(installed, error))) return std::optional<SignedList>{};
  TRY_ASSIGN(SignedList list, read_signed_list(installed, archive));
  TRY(check_signed_by(list, public_key_hex, installed.string()));
  return std::optional<SignedList>(std::move(list));
}

}  // namespace

Result<AppliedDelta> apply_delta(const fs::path& installed, const fs::path& update, std::string_view public_key_hex,
                                 const Withdrawals* withdrawals, const ArchiveFormat& archive) {
  TRY_ASSIGN(const std::optional<SignedList> known, list_of_installed(installed, public_key_hex, archive));
  std::error_code error;
  if (fs::is_directory(update, error))
    return install_release(installed, known, update, public_key_hex, withdrawals, archive);
  TRY_ASSIGN(const auto opened, open_regular_file(update.string(), UINT64_MAX));
  TRY_ASSIGN(DeltaHead head, read_head(opened.second, archive));
  const bool is_whole = head.document.empty() && head.has_whole_list;
  if (is_whole) return install_release(installed, known, update, public_key_hex, withdrawals, archive);
  if (!known) return fail(Errc::not_found, "release.not_installed", {{"file", installed.string()}});
  const SignedList& from = *known;
  TRY_ASSIGN(const SignedList to, target_of(std::move(head), from, public_key_hex, update.string()));
  TRY(check_not_withdrawn(to, withdrawals));

  TRY_ASSIGN(FilePool pool, FilePool::open(folder_of(installed)));
  TRY(take_files(pool, opened.second, lacking(from, to), archive));
  Wanted kept;
  for (const ListedFile& file : to.files)
    if (!pool.holds(file.digest)) kept[file.digest] = file.bytes;
  TRY(gather(pool, installed, from, kept, archive));
  TRY_ASSIGN(const WrittenPack written, in_words_for_clients(place_release(to, pool, update, installed,
                                                                           fs::is_directory(installed, error), archive),
                                                             Errc::unavailable, "release.own_file_differs"));
  return AppliedDelta{from.edition, to.edition, written.bytes};
}

}  // namespace integrart
