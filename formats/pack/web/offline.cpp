#include "formats/pack/web/offline.h"

#include <set>

#include "formats/pack/shared/languages.h"
#include "formats/pack/web/page_data.h"
#include "formats/pack/web/work_paths.h"

namespace integrart::web_pack {
namespace {

Digest digest_of_entry(const PackEntry& entry) {
  if (const auto* text = std::get_if<std::string>(&entry.content)) return digest_of(*text);
  return std::get<ArtefactRef>(entry.content).digest;
}

std::uint64_t bytes_of_entry(const PackEntry& entry) {
  if (const auto* text = std::get_if<std::string>(&entry.content)) return text->size();
  return std::get<ArtefactRef>(entry.content).bytes;
}

/// Renditions that are not the smallest video (or the smallest sound) of their work, its sounds in other languages, and
/// pictures for large screens.
std::set<std::string> optional_paths(const PackManifest& manifest) {
  constexpr int largest_picture = 1280;  // pixels of width
  std::set<std::string> optional;
  for (const PackWork& work : manifest.works) {
    const WorkPaths paths = paths_of(work);
    std::map<std::string, std::size_t> smallest;  // by role
    for (std::size_t i = 0; i < work.renditions.size(); ++i) {
      const PackRendition& rendition = work.renditions[i];
      if (rendition.role == "image") {
        if (rendition.width > largest_picture) optional.insert(paths.renditions[i]);
        continue;
      }
      if (rendition.is_other_sound()) {
        optional.insert(paths.renditions[i]);
        continue;
      }
      const auto [known, is_new] = smallest.emplace(rendition.role, i);
      if (is_new) continue;
      const bool smaller = rendition.file.bytes < work.renditions[known->second].file.bytes;
      optional.insert(paths.renditions[smaller ? known->second : i]);
      if (smaller) known->second = i;
    }
  }
  return optional;
}

}  // namespace

std::string version_of(const PackTree& tree) {
  Hasher hasher;
  for (const PackEntry& entry : tree.entries) {
    hasher.add(entry.path);
    hasher.add(std::string_view("\0", 1));
    hasher.add(digest_of_entry(entry).hex());
  }
  return hasher.finish().hex().substr(0, 16);
}

std::string service_worker(const PackTree& tree, const PackManifest& manifest, std::string_view version,
                           std::string_view code) {
  const std::set<std::string> optional = optional_paths(manifest);
  Json files = Json::empty_array();
  for (const PackEntry& entry : tree.entries) {
    files.push_back(Json::array({entry.path, digest_of_entry(entry).hex().substr(0, 16), bytes_of_entry(entry),
                                 !optional.contains(entry.path)}));
  }
  const Json list = Json::object({{"id", manifest.identity()}, {"version", version}, {"files", std::move(files)}});
  return "'use strict';\nconst pack = " + script_literal(list) + ";\n" + std::string(code);
}

std::string web_app_manifest(const PackManifest& manifest) {
  const auto icon = [](std::string_view size) {
    return Json::object({{"src", "icons/icon-" + std::string(size) + ".png"},
                         {"sizes", std::string(size) + "x" + std::string(size)},
                         {"type", "image/png"},
                         {"purpose", "any maskable"}});
  };
  const TaggedText title = best_text(manifest.title, "en");
  const Json json = Json::object({{"id", "index.html"},
                                  {"lang", title.language},
                                  {"dir", "auto"},
                                  {"name", title.text},
                                  {"short_name", title.text},
                                  {"description", manifest.description.in("en")},
                                  {"start_url", "index.html"},
                                  {"scope", "./"},
                                  {"display", "standalone"},
                                  {"background_color", "#fbf8f3"},
                                  {"theme_color", "#0f5a5a"},
                                  {"icons", Json::array({icon("192"), icon("512")})}});
  return json.dump_pretty();
}

}  // namespace integrart::web_pack
