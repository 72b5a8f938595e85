// The web pack: a folder that opens by double click, and an offline app when it is served.
#include <algorithm>

#include "formats/pack/archive/zip.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "formats/pack/web/lesson.h"
#include "formats/pack/web/offline.h"
#include "formats/pack/web/page.h"
#include "formats/pack/web/page_data.h"
#include "pipeline/base/pack_format.h"

namespace integrart {
namespace {

bool is_empty(const PackWork& work) {
  return work.renditions.empty() && work.texts.empty();
}

Result<std::vector<Message>> check_web(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, is_empty));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

Result<Noted<PackTree>> write_web(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_web(whole));
  const PackManifest manifest = presentable(whole, is_empty);
  PackTree tree;
  TRY(web_pack::add_lesson(tree, manifest));
  tree.entries.push_back({"app.webmanifest", web_pack::web_app_manifest(manifest)});
  TRY_ASSIGN(std::string icon, web_pack::asset("icons/icon-512.png"));
  tree.entries.push_back({"icons/icon-512.png", std::move(icon)});
  add_metadata(tree, "", manifest, web_pack::page_files(manifest));
  TRY_ASSIGN(std::string page, web_pack::index_html(manifest));
  tree.entries.push_back({"index.html", std::move(page)});
  tree.entries.push_back({"data.js", web_pack::pack_script(manifest, "")});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);

  const std::string version = web_pack::version_of(tree);
  std::ranges::find(tree.entries, "data.js", &PackEntry::path)->content = web_pack::pack_script(manifest, version);
  TRY_ASSIGN(const std::string code, web_pack::asset("sw.js"));
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
    .doc =
        {.summary = "A web page that opens by double click, and installs as an offline app when it is served.",
         .details =
             "Holds everything of a pack manifest but styled cue text (shown plain) and cue placement other than "
             "top and bottom. credits.html says who made what and what may be done with it, and the page carries the "
             "same for search engines as JSON-LD. The page needs no network and no server; texts, cues and the "
             "interface in six "
             "languages lie beside it as scripts. Thread-safe.",
         .source = "https://html.spec.whatwg.org/ and https://www.w3.org/TR/appmanifest/",
         .examples = {}},
    .check = check_web,
    .write = write_web,
};

}  // namespace integrart
