#include "pipeline/base/documents/h5p_library.h"

#include <algorithm>
#include <array>

#include "pipeline/base/pack_path.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

constexpr std::int64_t largest_version = 65535;
constexpr std::size_t most_dependencies = 1000;

tl::unexpected<Error> invalid(const std::string& file, std::string_view member) {
  return fail(Errc::invalid_input, "base.h5p_library", {{"file", file}, {"member", std::string(member)}});
}

/// The validator's pattern: ^[$a-z_][0-9a-z_\.$]{1,254}$, either case.
bool is_machine_name(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
  };
  return name.size() >= 2 && name.size() <= 255 && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '.'; });
}

Result<int> version_at(const Json& json, std::string_view key, const std::string& file) {
  const Json& value = json.at_or_null(key);
  const std::int64_t number = value.integer_or(-1);
  if (number < 0 || number > largest_version) return invalid(file, key);
  return static_cast<int>(number);
}

Result<H5pLibraryId> id_from(const Json& json, const std::string& file) {
  H5pLibraryId id;
  id.name = json.at_or_null("machineName").string_or("");
  if (!is_machine_name(id.name)) return invalid(file, "machineName");
  TRY_ASSIGN(id.major, version_at(json, "majorVersion", file));
  TRY_ASSIGN(id.minor, version_at(json, "minorVersion", file));
  return id;
}

Result<> add_dependencies(std::vector<H5pLibraryId>& list, const Json& json, std::string_view key,
                          const std::string& file) {
  const Json& dependencies = json.at_or_null(key);
  if (!dependencies.is_null() && !dependencies.is_array()) return invalid(file, key);
  if (dependencies.items().size() > most_dependencies) return invalid(file, key);
  for (const Json& item : dependencies.items()) {
    TRY_ASSIGN(H5pLibraryId id, id_from(item, file));
    list.push_back(std::move(id));
  }
  return {};
}

Result<> add_loaded(std::vector<std::string>& list, const Json& json, std::string_view key, const std::string& file) {
  const Json& loaded = json.at_or_null(key);
  if (!loaded.is_null() && !loaded.is_array()) return invalid(file, key);
  for (const Json& item : loaded.items()) {
    std::string path = item.at_or_null("path").string_or("");
    while (path.starts_with("./")) path.erase(0, 2);
    if (!check_pack_path(path)) return invalid(file, key);
    list.push_back(std::move(path));
  }
  return {};
}

}  // namespace

std::string H5pLibraryId::folder() const {
  return name + "-" + std::to_string(major) + "." + std::to_string(minor);
}

Result<H5pLibrary> H5pLibrary::parse(std::string_view library_json, const std::string& file) {
  const Result<Json> json = parse_json(library_json);
  if (!json || !json->is_object()) return invalid(file, "JSON");
  H5pLibrary library;
  TRY_ASSIGN(library.id, id_from(*json, file));
  TRY_ASSIGN(library.patch, version_at(*json, "patchVersion", file));
  for (const std::string_view key : {"preloadedDependencies", "dynamicDependencies"})
    TRY(add_dependencies(library.runs_with, *json, key, file));
  TRY(add_dependencies(library.edits_with, *json, "editorDependencies", file));
  for (const std::string_view key : {"preloadedJs", "preloadedCss"}) TRY(add_loaded(library.loads, *json, key, file));
  return library;
}

bool is_h5p_library_file(std::string_view path) {
  static constexpr auto extensions = std::to_array<std::string_view>(
      {"bmp", "css",  "csv",  "diff",   "doc",  "docx",  "eot", "gif",     "glb", "gltf", "jpeg", "jpg",
       "js",  "json", "m4a",  "md",     "mp3",  "mp4",   "odp", "ods",     "odt", "ogg",  "otf",  "patch",
       "pdf", "png",  "ppt",  "pptx",   "rtf",  "svg",   "swf", "textile", "tif", "tiff", "ttf",  "txt",
       "vtt", "wav",  "webm", "webvtt", "woff", "woff2", "xls", "xlsx",    "xml"});
  const std::size_t dot = path.find_last_of("./");
  if (dot == std::string_view::npos || path[dot] == '/') return false;
  std::string extension(path.substr(dot + 1));
  std::ranges::transform(extension, extension.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::find(extensions, extension) != extensions.end();
}

}  // namespace integrart
