// The cmi5 pack: one assignable unit per work, for platforms with a learning record store.
#include <algorithm>
#include <span>

#include "formats/metadata/schema_org.h"
#include "formats/pack/archive/zip.h"
#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/single_work.h"
#include "formats/pack/shared/small_files.h"
#include "formats/pack/shared/works.h"
#include "formats/pack/web/lesson.h"
#include "formats/pack/web/page_data.h"
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

void write_texts(XmlWriter& xml, std::string_view element, const LocalisedText& text) {
  xml.open(std::string(element));
  for (const auto& [language, words] : text.by_language)
    xml.leaf("langstring", words,
             language == "und" ? XmlWriter::Attributes{} : XmlWriter::Attributes{{"lang", language}});
  if (text.empty()) xml.leaf("langstring", "–");
  xml.close();
}

std::string course_structure(const PackManifest& manifest) {
  const auto iri = [&](const std::string& name) {
    return "urn:uuid:" + stable_uuid("cmi5", manifest.publisher + "/" + manifest.id + name);
  };
  XmlWriter xml;
  xml.open("courseStructure", {{"xmlns", "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}});
  xml.open("course", {{"id", iri("")}});
  write_texts(xml, "title", manifest.title);
  write_texts(xml, "description", manifest.description.empty() ? manifest.title : manifest.description);
  xml.close();
  for (const PackWork& work : manifest.works) {
    xml.open(
        "au",
        {{"id", iri("/" + work.id)}, {"moveOn", "Completed"}, {"masteryScore", "0.6"}, {"launchMethod", "AnyWindow"}});
    write_texts(xml, "title", work.title);
    write_texts(xml, "description", work.description.empty() ? work.title : work.description);
    xml.leaf("url", "work-" + work.id + ".html").close();
  }
  return xml.finish();
}

Result<Noted<PackTree>> write_cmi5(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_cmi5(whole));
  const PackManifest manifest = with_small_files(presentable(whole, is_empty_work), {.video_short_side = 720}, notes);
  PackTree tree;
  TRY(web_pack::add_lesson(tree, manifest));
  TRY_ASSIGN(const std::string page, web_pack::index_html(manifest));
  for (const PackWork& work : manifest.works)
    tree.entries.push_back({"work-" + work.id + ".html", unit_page(page, work)});
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
