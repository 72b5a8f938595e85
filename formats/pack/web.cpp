// The web pack: a folder that opens by double click, and an offline app when it is served.
#include <algorithm>
#include <array>
#include <set>

#include "formats/pack/archive/zip.h"
#include "formats/pack/web/offline.h"
#include "formats/pack/web/page.h"
#include "formats/pack/web/page_data.h"
#include "formats/pack/web/work_paths.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/base/text.h"

namespace integrart {

std::span<const EmbeddedFile> web_pack_assets();

namespace {

Result<std::string> asset(std::string_view path) {
  for (const EmbeddedFile& file : web_pack_assets())
    if (file.path == path) return std::string(file.bytes);
  return fail(Errc::internal, "pack.web_asset_missing", {{"path", std::string(path)}});
}

/// The parts in the order in which they need each other, as one file.
Result<std::string> joined(std::string_view folder, std::span<const std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) {
    TRY_ASSIGN(const std::string bytes, asset(std::string(folder) + std::string(part)));
    text += bytes;
  }
  return text;
}

constexpr auto script_parts = std::to_array<std::string_view>({"base.js",
                                                               "messages.js",
                                                               "icons.js",
                                                               "licence.js",
                                                               "cues.js",
                                                               "captions.js",
                                                               "transcript.js",
                                                               "seek_bar.js",
                                                               "shortcuts.js",
                                                               "player.js",
                                                               "fragment.js",
                                                               "reader.js",
                                                               "viewer.js",
                                                               "answer.js",
                                                               "exercise.js",
                                                               "exercises/gaps.js",
                                                               "exercises/choices.js",
                                                               "exercises/order.js",
                                                               "exercises/match.js",
                                                               "exercises/dictation.js",
                                                               "exercises/words.js",
                                                               "exercises/sing.js",
                                                               "home.js",
                                                               "work.js",
                                                               "about.js",
                                                               "offline.js",
                                                               "start.js"});
constexpr auto style_parts = std::to_array<std::string_view>(
    {"colours.css", "page.css", "home.css", "player.css", "reader.css", "viewer.css", "exercises.css", "print.css"});

bool is_work_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && id.front() != '-' &&
         std::ranges::all_of(id, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_empty(const PackWork& work) {
  return work.renditions.empty() && work.texts.empty();
}

PackManifest without_empty_works(PackManifest manifest) {
  std::erase_if(manifest.works, is_empty);
  return manifest;
}

Result<std::vector<Message>> check_web(const PackManifest& manifest) {
  std::vector<Message> notes;
  std::set<std::string_view> ids;
  for (const PackWork& work : manifest.works) {
    if (!is_work_id(work.id) || !ids.insert(work.id).second) {
      return fail(Errc::invalid_input, "pack.work_id", {{"work", display_name(work.id)}});
    }
    const auto note = [&](std::string_view id) { notes.push_back({std::string(id), {{"work", work.id}}}); };
    if (is_empty(work)) {
      note("pack.work_empty");
      continue;
    }
    if (work.kind == "image" && work.alt.empty()) note("pack.work_without_alt");
    if (work.kind == "video" && work.tracks.empty()) note("pack.work_without_subtitles");
  }
  if (std::ranges::all_of(manifest.works, is_empty)) return fail(Errc::invalid_input, "pack.no_works");
  return notes;
}

Result<> add_work(PackTree& tree, const PackWork& work) {
  const web_pack::WorkPaths paths = web_pack::paths_of(work);
  TRY_ASSIGN(std::string script, web_pack::work_script(work, paths));
  tree.entries.push_back({paths.data, std::move(script)});
  for (std::size_t i = 0; i < work.renditions.size(); ++i) {
    tree.entries.push_back({paths.renditions[i], work.renditions[i].file});
  }
  for (std::size_t i = 0; i < work.tracks.size(); ++i) {
    tree.entries.push_back({paths.tracks[i], work.tracks[i].webvtt});
  }
  if (work.poster) tree.entries.push_back({paths.poster, work.poster->file});
  if (work.storyboard) tree.entries.push_back({paths.storyboard, *work.storyboard});
  return {};
}

Result<Noted<PackTree>> write_web(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_web(whole));
  const PackManifest manifest = without_empty_works(whole);
  PackTree tree;
  for (const PackWork& work : manifest.works) TRY(add_work(tree, work));
  TRY_ASSIGN(std::string scripts, joined("js/", script_parts));
  TRY_ASSIGN(std::string styles, joined("css/", style_parts));
  tree.entries.push_back({"app.js", std::move(scripts)});
  tree.entries.push_back({"app.css", std::move(styles)});
  tree.entries.push_back({"strings.js", web_pack::strings_script()});
  tree.entries.push_back({"app.webmanifest", web_pack::web_app_manifest(manifest)});
  for (const std::string_view icon : {"icons/icon-192.png", "icons/icon-512.png", "icons/icon.svg"}) {
    TRY_ASSIGN(std::string bytes, asset(icon));
    tree.entries.push_back({std::string(icon), std::move(bytes)});
  }
  TRY_ASSIGN(const std::string page, asset("index.html"));
  tree.entries.push_back({"index.html", web_pack::index_page(page, manifest)});
  tree.entries.push_back({"data.js", web_pack::pack_script(manifest, "")});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);

  const std::string version = web_pack::version_of(tree);
  std::ranges::find(tree.entries, "data.js", &PackEntry::path)->content = web_pack::pack_script(manifest, version);
  TRY_ASSIGN(const std::string code, asset("sw.js"));
  tree.entries.push_back({"sw.js", web_pack::service_worker(tree, manifest, version, code)});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace

extern const PackFormat pack_web;  // a constant is private to its file without this
const PackFormat pack_web{
    .id = "web",
    .media_type = "application/zip",
    .extension = "zip",
    .as_folder = true,
    .archive = &zip_archive,
    .doc = {.summary = "A web page that opens by double click, and installs as an offline app when it is served.",
            .details =
                "Holds everything of a pack manifest but styled cue text (shown plain) and cue placement other than "
                "top and bottom. The page needs no network and no server; texts, cues and the interface in six "
                "languages lie beside it as scripts. Thread-safe.",
            .source = "https://html.spec.whatwg.org/ and https://www.w3.org/TR/appmanifest/",
            .examples = {}},
    .check = check_web,
    .write = write_web,
};

}  // namespace integrart
