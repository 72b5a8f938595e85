// The cmi5 pack: one assignable unit per work, for platforms with a learning record store.
#include <algorithm>
#include <functional>
#include <span>

#include "formats/metadata/lom.h"
#include "formats/pack/archive/zip.h"
#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/single_work.h"
#include "formats/pack/shared/small_files.h"
#include "formats/pack/shared/works.h"
#include "formats/pack/web/lesson.h"
#include "formats/pack/web/page_data.h"
#include "formats/pack/web/work_paths.h"
#include "formats/xml/xml.h"
#include "pipeline/base/embedded.h"
#include "pipeline/base/message.h"
#include "pipeline/base/pack_format.h"

namespace integrart {

std::span<const EmbeddedFile> cmi5_assets();

namespace {

Result<std::vector<Message>> check_cmi5(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, is_empty_work));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

/// cmi5.js with the texts it shows, in every language of the interface.
std::string run_time_script() {
  std::string script;
  for (const EmbeddedFile& file : cmi5_assets()) script += file.bytes;
  return single_work_script(script);
}

/// The page of the lesson with the run-time script. The store may be anywhere, so the page may speak to any server.
std::string unit_page(std::string page, const PackWork& work) {
  const std::string_view here_only = "connect-src 'self'";
  if (const std::size_t at = page.find(here_only); at != std::string::npos)
    page.replace(at, here_only.size(), "connect-src *");
  return page.insert(page.find("</head>"), "<script src=\"cmi5.js\" data-work=\"" + work.id + "\" defer></script>\n");
}

std::string page_of(const PackWork& work) {
  return "work-" + work.id + ".html";
}

void write_texts(XmlWriter& xml, std::string_view element, const LocalisedText& text) {
  xml.open(std::string(element));
  for (const auto& [language, words] : text.by_language)
    xml.leaf("langstring", words,
             language == "und" ? XmlWriter::Attributes{} : XmlWriter::Attributes{{"lang", language}});
  if (text.empty()) xml.leaf("langstring", "–");
  xml.close();
}

using NameToIri = std::function<std::string(const std::string& name)>;

std::string objective_name(const PackWork& work, std::size_t index) {
  return "/" + work.id + "/objective/" + std::to_string(index + 1);
}

/// What learners practise, for the whole course: units name theirs.
void write_objectives(XmlWriter& xml, const PackManifest& manifest, const NameToIri& iri) {
  if (std::ranges::all_of(manifest.works, [](const PackWork& work) { return work.objectives.empty(); })) return;
  xml.open("objectives");
  for (const PackWork& work : manifest.works)
    for (std::size_t i = 0; i < work.objectives.size(); ++i) {
      xml.open("objective", {{"id", iri(objective_name(work, i))}});
      write_texts(xml, "title", work.objectives[i]);
      write_texts(xml, "description", work.objectives[i]);
      xml.close();
    }
  xml.close();
}

void write_unit(XmlWriter& xml, const PackWork& work, const NameToIri& iri) {
  xml.open(
      "au",
      {{"id", iri("/" + work.id)}, {"moveOn", "Completed"}, {"masteryScore", "0.6"}, {"launchMethod", "AnyWindow"}});
  write_texts(xml, "title", work.title);
  write_texts(xml, "description", work.description.empty() ? work.title : work.description);
  if (!work.objectives.empty()) xml.open("objectives");
  for (std::size_t i = 0; i < work.objectives.size(); ++i)
    xml.empty("objective", {{"idref", iri(objective_name(work, i))}});
  if (!work.objectives.empty()) xml.close();
  xml.leaf("url", page_of(work)).close();
}

std::string course_structure(const PackManifest& manifest) {
  const NameToIri iri = [&](const std::string& name) {
    return "urn:uuid:" + stable_uuid("cmi5", manifest.identity() + name);
  };
  XmlWriter xml;
  xml.open("courseStructure", {{"xmlns", "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}});
  xml.open("course", {{"id", iri("")}});
  write_texts(xml, "title", manifest.title);
  write_texts(xml, "description", manifest.description.empty() ? manifest.title : manifest.description);
  write_lom(xml, manifest, LomBinding::ieee);  // the licence: cmi5 has no element of its own for it
  xml.close();
  write_objectives(xml, manifest, iri);
  for (const PackWork& work : manifest.works) write_unit(xml, work, iri);
  return xml.finish();
}

Result<Noted<PackTree>> write_cmi5(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_cmi5(whole));
  const PackManifest manifest = with_small_files(presentable(whole, is_empty_work), {.video_short_side = 720}, notes);
  PackTree tree;
  TRY(web_pack::add_lesson(tree, manifest));
  TRY_ASSIGN(const std::string page, web_pack::index_html(manifest));
  for (const PackWork& work : manifest.works) tree.entries.push_back({page_of(work), unit_page(page, work)});
  std::vector<WorkFiles> files;
  for (const PackWork& work : manifest.works) files.push_back(web_pack::files_of(work, page_of(work)));
  add_metadata(tree, "", manifest, files);
  tree.entries.push_back({"data.js", web_pack::pack_script(manifest, "")});
  tree.entries.push_back({"cmi5.js", run_time_script()});
  tree.entries.push_back({"cmi5.xml", course_structure(manifest)});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace

extern const PackFormat pack_cmi5;  // a constant is private to its file without this
const PackFormat pack_cmi5{
    .id = "cmi5",
    .media_type = "application/zip",
    .extension = "zip",
    .archive = &zip_archive,
    .doc = {.summary = "A cmi5 course for platforms with a learning record store: every work an assignable unit.",
            .details = "The web lesson, one unit per work, with one film (up to 720 lines), one sound and one picture "
                       "of each. A unit says that it began, that it was completed (watched or read to the end), passed "
                       "(with the share of right answers) and ended; nothing else about the learner goes anywhere. Who "
                       "only browses or reviews is not judged. Identifiers stay the same in every edition. "
                       "Thread-safe.",
            .source = "https://github.com/AICC/CMI-5_Spec_Current",
            .examples = {}},
    .check = check_cmi5,
    .write = write_cmi5,
};

}  // namespace integrart
