#include "formats/pack/web/lesson.h"

#include <array>
#include <span>

#include "formats/pack/shared/credits_page.h"
#include "formats/pack/web/page.h"
#include "formats/pack/web/page_data.h"
#include "formats/pack/web/work_paths.h"
#include "pipeline/base/embedded.h"

namespace integrart {

std::span<const EmbeddedFile> web_pack_assets();

namespace web_pack {
namespace {

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
                                                               "failed_media.js",
                                                               "voice.js",
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

Result<> add_work(PackTree& tree, const PackWork& work) {
  const WorkPaths paths = paths_of(work);
  TRY_ASSIGN(std::string script, work_script(work, paths));
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

}  // namespace

Result<std::string> asset(std::string_view path) {
  for (const EmbeddedFile& file : web_pack_assets())
    if (file.path == path) return std::string(file.bytes);
  return fail(Errc::internal, "pack.web_asset_missing", {{"path", std::string(path)}});
}

Result<> add_lesson(PackTree& tree, const PackManifest& manifest) {
  for (const PackWork& work : manifest.works) TRY(add_work(tree, work));
  TRY_ASSIGN(std::string scripts, joined("js/", script_parts));
  TRY_ASSIGN(std::string styles, joined("css/", style_parts));
  tree.entries.push_back({"app.js", std::move(scripts)});
  tree.entries.push_back({"app.css", std::move(styles)});
  tree.entries.push_back({"strings.js", strings_script()});
  tree.entries.push_back({"credits.html", credits_page(manifest, "", PageMarkup::html)});
  for (const std::string_view name : {"icons/icon.svg", "icons/icon-192.png"}) {
    TRY_ASSIGN(std::string icon, asset(name));
    tree.entries.push_back({std::string(name), std::move(icon)});
  }
  return {};
}

Result<std::string> index_html(const PackManifest& manifest) {
  TRY_ASSIGN(const std::string page, asset("index.html"));
  return index_page(page, manifest);
}

}  // namespace web_pack
}  // namespace integrart
