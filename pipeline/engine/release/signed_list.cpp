#include "pipeline/engine/release/signed_list.h"

#include <algorithm>
#include <map>
#include <system_error>

#include "pipeline/base/input_file.h"
#include "pipeline/base/pack_path.h"
#include "pipeline/engine/pack_writer.h"

namespace integrart {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t list_limit = 64ULL << 20U;
constexpr std::uint64_t signature_limit = 4096;

/// Texts of list and signature by path, of every folder in which they may lie.
using Found = std::map<std::string, std::string, std::less<>>;

std::uint64_t limit_of(std::string_view path) {
  for (const std::string_view folder : pack_list_folders) {
    if (!path.starts_with(folder)) continue;
    if (path.substr(folder.size()) == pack_list_path) return list_limit;
    if (path.substr(folder.size()) == pack_signature_path) return signature_limit;
  }
  return 0;
}

Result<Found> look_into_folder(const fs::path& folder) {
  Found found;
  for (const std::string_view place : pack_list_folders)
    for (const std::string_view name : {pack_list_path, pack_signature_path}) {
      const std::string path = std::string(place) + std::string(name);
      std::error_code error;
      if (!fs::exists(folder / path, error)) continue;
      TRY_ASSIGN(const auto opened, open_regular_file((folder / path).string(), limit_of(path)));
      TRY_ASSIGN(found[path], read_all(opened.second, limit_of(path)));
    }
  return found;
}

Result<Found> look_into_archive(const fs::path& file, const ArchiveFormat& archive) {
  TRY_ASSIGN(const auto opened, open_regular_file(file.string(), UINT64_MAX));
  Found found;
  TRY(archive.walk(opened.second,
                   [&](const std::string& path, std::uint64_t bytes, const ByteSource& read) -> Result<> {
                     if (limit_of(path) == 0) return {};
                     if (bytes > limit_of(path))
                       return fail(Errc::limit_exceeded, "pack.list_too_large", {{"path", path}});
                     return read([&](std::string_view piece) -> Result<> {
                       found[path].append(piece);
                       return {};
                     });
                   }));
  return found;
}

Result<ListedFile> file_from(const Json& json, const std::string& file) {
  const auto digest = Digest::from_hex(json.at_or_null("sha256").string_or(""));
  const std::int64_t bytes = json.at_or_null("bytes").integer_or(-1);
  const std::string path = json.at_or_null("path").string_or("");
  if (!digest || bytes < 0) return fail(Errc::invalid_input, "release.no_list", {{"file", file}});
  return ListedFile{path, static_cast<std::uint64_t>(bytes), *digest};
}

}  // namespace

Result<SignedList> parse_signed_list(std::string text, std::string signature, std::string folder,
                                     const std::string& file) {
  const Result<Json> json = parse_json(text, {.bytes = list_limit});
  if (!json || json->at_or_null("schema").string_or("") != "pack-files/1")
    return fail(Errc::invalid_input, "release.no_list", {{"file", file}});
  SignedList list;
  list.id = json->at_or_null("id").string_or("");
  list.format = json->at_or_null("format").string_or("");
  list.public_key = json->at_or_null("public_key").string_or("");
  list.edition = json->at_or_null("edition").integer_or(0);
  list.contents = json->at_or_null("contents");
  std::vector<std::string_view> paths;
  for (const Json& item : json->at_or_null("files").items()) {
    TRY_ASSIGN(ListedFile listed, file_from(item, file));
    list.files.push_back(std::move(listed));
  }
  const std::string list_path = folder + std::string(pack_list_path);
  const std::string signature_path = folder + std::string(pack_signature_path);
  for (const ListedFile& listed : list.files) paths.push_back(listed.path);
  paths.insert(paths.end(), {list_path, signature_path});
  TRY(check_pack_paths(paths));
  list.text = std::move(text);
  list.signature = std::move(signature);
  list.folder = std::move(folder);
  return list;
}

Result<SignedList> read_signed_list(const fs::path& pack, const ArchiveFormat& archive) {
  std::error_code error;
  TRY_ASSIGN(Found found, fs::is_directory(pack, error) ? look_into_folder(pack) : look_into_archive(pack, archive));
  for (const std::string_view folder : pack_list_folders) {
    const auto list = found.find(std::string(folder) + std::string(pack_list_path));
    if (list == found.end()) continue;
    return parse_signed_list(list->second, found[std::string(folder) + std::string(pack_signature_path)],
                             std::string(folder), pack.string());
  }
  return fail(Errc::invalid_input, "release.no_list", {{"file", pack.string()}});
}

Result<> check_signed_by(const SignedList& list, std::string_view public_key_hex, const std::string& file) {
  std::string_view signature = list.signature;
  if (signature.ends_with('\n')) signature.remove_suffix(1);
  if (signature_is_valid(list.text, signature, public_key_hex)) return {};
  return fail(Errc::refused_by_policy, "release.not_signed", {{"file", file}});
}

}  // namespace integrart
