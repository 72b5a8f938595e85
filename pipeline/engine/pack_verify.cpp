#include "pipeline/engine/pack_verify.h"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>

#include "pipeline/base/digest.h"
#include "pipeline/base/json.h"
#include "pipeline/engine/pack_writer.h"

namespace integrart {
namespace {

namespace fs = std::filesystem;
using Kind = PackDifference::Kind;

constexpr std::uint64_t list_limit = 64ULL << 20U;

/// What is really there: digests by path, and the two files that are read whole.
struct Found {
  std::map<std::string, Digest, std::less<>> digests;
  std::string list_path = std::string(pack_list_path);  // where the two lie that are read whole
  std::string signature_path = std::string(pack_signature_path);
  std::string list, signature;
  std::vector<PackDifference> differences;

  void add(Kind kind, std::string path, std::string_view message) {
    Message what{std::string(message), {{"path", path}}};
    differences.push_back({kind, std::move(path), std::move(what)});
  }

  bool has(Kind kind) const { return std::ranges::find(differences, kind, &PackDifference::kind) != differences.end(); }
};

Found with_list_in(std::string_view folder) {
  Found found;
  found.list_path.insert(0, folder);
  found.signature_path.insert(0, folder);
  return found;
}

/// Hashes one file of the pack. Errors of the source come back as they are.
Result<> take(Found& found, const std::string& path, const ByteSource& read) {
  std::string* whole = path == found.list_path        ? &found.list
                       : path == found.signature_path ? &found.signature
                                                      : nullptr;
  Hasher hasher;
  TRY(read([&](std::string_view piece) -> Result<> {
    hasher.add(piece);
    if (whole == nullptr) return {};
    if (whole->size() + piece.size() > list_limit)
      return fail(Errc::limit_exceeded, "pack.list_too_large", {{"path", path}});
    whole->append(piece);
    return {};
  }));
  found.digests[path] = hasher.finish();
  return {};
}

Result<> take_file(Found& found, const std::string& path, const fs::path& file) {
  TRY_ASSIGN(const auto opened, open_regular_file(file.string(), UINT64_MAX));
  if (path == found.list_path || path == found.signature_path) {
    TRY_ASSIGN(const std::string text, read_all(opened.second, list_limit));
    return take(found, path, [&](const ByteSink& sink) { return sink(text); });
  }
  TRY_ASSIGN(found.digests[path], digest_of_file(opened.second.descriptor));
  return {};
}

Result<Found> look_at_folder(const fs::path& folder, std::string_view list_folder) {
  Found found = with_list_in(list_folder);
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  const fs::recursive_directory_iterator end;
  for (; !error && entry != end; entry.increment(error)) {
    const std::string path = entry->path().lexically_relative(folder).generic_string();
    const fs::file_status status = entry->symlink_status(error);
    if (fs::is_directory(status)) continue;
    if (!fs::is_regular_file(status)) {
      found.add(Kind::extra, path, "pack.differs_extra");
      continue;
    }
    TRY(take_file(found, path, entry->path()));
  }
  if (error) {
    return fail(Errc::unavailable, "pack.unreadable", {{"file", folder.string()}, {"reason", error.message()}});
  }
  return found;
}

bool is_reported(const Found& found, std::string_view path) {
  return std::ranges::any_of(found.differences,
                             [&](const PackDifference& difference) { return difference.path == path; });
}

/// The file inside the archive that an error of its reader is about; empty when that is not known.
std::string member_of(const Message& message) {
  const auto member =
      std::ranges::find(message.arguments, "member", [](const auto& argument) { return argument.first; });
  const auto* name = member == message.arguments.end() ? nullptr : std::get_if<std::string>(&member->second);
  return name == nullptr ? "" : *name;
}

Result<Found> look_at_archive(const fs::path& file, const ArchiveFormat& archive, std::string_view list_folder) {
  TRY_ASSIGN(const auto opened, open_regular_file(file.string(), UINT64_MAX));
  Found found = with_list_in(list_folder);
  const Result<> walked =
      archive.walk(opened.second, [&](const std::string& path, std::uint64_t, const ByteSource& read) -> Result<> {
        Result<> taken = take(found, path, read);
        if (taken || taken.error().code != Errc::invalid_input) return taken;
        found.add(Kind::changed, path, "pack.differs_changed");
        found.digests[path] = Digest{};  // there, but damaged: neither missing nor a second difference
        return {};
      });
  if (!walked && walked.error().code != Errc::invalid_input && walked.error().code != Errc::conflict) {
    return tl::unexpected<Error>(walked.error());
  }
  if (walked) return found;
  const std::string member = member_of(walked.error().what);
  if (!is_reported(found, member)) found.differences.push_back({Kind::archive, member, walked.error().what});
  return found;
}

/// The pack with the list in the first folder where there is one.
Result<Found> look_at(const fs::path& pack, const ArchiveFormat& archive) {
  std::error_code error;
  const bool is_folder = fs::is_directory(pack, error);
  Found found;
  for (const std::string_view folder : pack_list_folders) {
    TRY_ASSIGN(found, is_folder ? look_at_folder(pack, folder) : look_at_archive(pack, archive, folder));
    if (found.digests.contains(found.list_path)) break;
  }
  return found;
}

void check_signature(Found& found, std::string_view public_key_hex) {
  std::string_view signature = found.signature;
  if (signature.ends_with('\n')) signature.remove_suffix(1);
  const bool one_line = found.signature.size() == signature.size() + 1;
  if (!one_line || !signature_is_valid(found.list, signature, public_key_hex)) {
    found.add(Kind::signature, found.signature_path, "pack.differs_signature");
  }
}

/// Compares the list with what is there; every file is named exactly once, in the list or as one of the two own files.
void check_files(Found& found, const Json& list) {
  std::map<std::string, Digest, std::less<>> unlisted = found.digests;
  unlisted.erase(found.list_path);
  unlisted.erase(found.signature_path);
  for (const Json& item : list.at_or_null("files").items()) {
    const std::string path = item.at_or_null("path").string_or("");
    const auto there = found.digests.find(path);
    if (there == found.digests.end()) {
      found.add(Kind::missing, path, "pack.differs_missing");
      continue;
    }
    unlisted.erase(path);
    const bool same = there->second.hex() == item.at_or_null("sha256").string_or("");
    if (!same && !is_reported(found, path)) found.add(Kind::changed, path, "pack.differs_changed");
  }
  for (const auto& [path, digest] : unlisted) found.add(Kind::extra, path, "pack.differs_extra");
}

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::missing:
      return "missing";
    case Kind::extra:
      return "extra";
    case Kind::changed:
      return "changed";
    case Kind::signature:
      return "signature";
    case Kind::archive:
      return "archive";
  }
  return "changed";
}

Result<std::vector<PackDifference>> verify_pack(const fs::path& pack, std::string_view public_key_hex,
                                                const ArchiveFormat& archive) {
  TRY_ASSIGN(Found found, look_at(pack, archive));
  if (!found.digests.contains(found.list_path)) {
    // Of an archive that could not be read to its end nobody knows what it lacks.
    if (found.has(Kind::archive)) return found.differences;
    found.add(Kind::missing, std::string(pack_list_path), "pack.differs_missing");
    return found.differences;
  }
  const Result<Json> list = parse_json(found.list, {.bytes = list_limit});
  const std::string own_key = list ? list->at_or_null("public_key").string_or("") : "";
  check_signature(found, public_key_hex.empty() ? std::string_view(own_key) : public_key_hex);
  if (!list || list->at_or_null("schema").string_or("") != "pack-files/1") {
    if (!is_reported(found, found.list_path)) {
      found.add(Kind::changed, found.list_path, "pack.differs_changed");
    }
    return found.differences;
  }
  // A list that is damaged itself blames files that are as they were.
  if (!is_reported(found, found.list_path)) check_files(found, *list);
  // Nobody can tell which of the two was changed, the list or its signature.
  if (is_reported(found, found.signature_path) && !is_reported(found, found.list_path))
    found.add(Kind::signature, found.list_path, "pack.differs_list");
  std::ranges::stable_sort(found.differences, {}, &PackDifference::path);
  return found.differences;
}

}  // namespace integrart
