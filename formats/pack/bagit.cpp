// The BagIt pack: everything there is, for archives and for moving to another installation.
#include <algorithm>

#include "formats/pack/bagit/ro_crate.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/fragment_xml.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "formats/pack/web/work_paths.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/pack_format.h"
#include "pipeline/base/text.h"

namespace integrart {
namespace {

bool has_nothing(const PackWork& work) {
  return work.renditions.empty() && work.texts.empty() && work.tracks.empty();
}

Result<std::vector<Message>> check_bagit(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, has_nothing));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

/// Collects the payload with what the manifests and the crate say of it.
class Payload {
 public:
  void add(const std::string& path, const ArtefactRef& file, const PackWork* work) {
    take(path, file.type, file.bytes, file.digest.hex(), work);
    m_tree.entries.push_back({"data/" + path, file});
  }
  void add(const std::string& path, const std::string& type, std::string text, const PackWork* work) {
    take(path, type, text.size(), digest_of(text).hex(), work);
    m_tree.entries.push_back({"data/" + path, std::move(text)});
  }

  const std::vector<bagit::CrateFile>& files() const { return m_files; }
  PackTree take_tree() { return std::move(m_tree); }

 private:
  void take(const std::string& path, const std::string& type, std::uint64_t bytes, std::string sha256,
            const PackWork* work) {
    bagit::CrateFile file;
    file.path = path;
    file.type = type;
    file.bytes = bytes;
    file.sha256 = std::move(sha256);
    file.work = work;
    m_files.push_back(std::move(file));
  }

  PackTree m_tree;
  std::vector<bagit::CrateFile> m_files;
};

/// Only what the allow-list of texts holds comes out, whatever stands in the text: the page is opened alone, without a
/// lesson around it.
std::string page_body(const PackText& text, const TaggedText& title, const std::string& name) {
  const bool has_fragment = fragment_tree(text.html).has_value();
  const bool has_heading = has_fragment && text.html.find("<h1") != std::string::npos;
  XmlWriter xml;
  xml.open("main");
  if (!has_heading) xml.leaf("h1", name, {{"lang", title.language}});
  if (!has_fragment || !write_fragment(xml, text.html, has_heading ? 1 : 2)) write_plain(xml, text.plain);
  xml.close();
  const std::string document = xml.finish();
  return document.substr(document.find('\n') + 1);  // without the declaration of XML
}

/// A text as a page that says in which language and encoding it is, so that it can be read wherever it is opened alone.
std::string text_page(const PackWork& work, const PackText& text) {
  const TaggedText title = best_text(work.title, text.language.text());
  const std::string name = title.text.empty() ? work.id : title.text;
  return "<!DOCTYPE html>\n<html lang=\"" + text.language.text() + "\" dir=\"" +
         (text.language.is_right_to_left() ? "rtl" : "ltr") +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         html_escaped(name) + "</title>\n</head>\n<body>\n" + page_body(text, title, name) + "\n</body>\n</html>\n";
}

WorkFiles add_work(Payload& payload, const PackWork& work) {
  const web_pack::WorkPaths paths = web_pack::paths_of(work);
  for (std::size_t i = 0; i < work.renditions.size(); ++i)
    payload.add(paths.renditions[i], work.renditions[i].file, &work);
  for (std::size_t i = 0; i < work.tracks.size(); ++i) payload.add(paths.tracks[i], work.tracks[i].webvtt, &work);
  if (work.poster) payload.add(paths.poster, work.poster->file, &work);
  if (work.storyboard) payload.add(paths.storyboard, *work.storyboard, &work);
  for (std::size_t i = 0; i < work.texts.size(); ++i) {
    const std::string stem = "works/" + work.id + "/text-" + std::to_string(i + 1);
    payload.add(stem + ".html", "text/html", text_page(work, work.texts[i]), &work);
    payload.add(stem + ".txt", "text/plain", work.texts[i].plain, &work);
  }
  WorkFiles files = web_pack::files_of(work, work.texts.empty() ? "" : "works/" + work.id + "/text-1.html");
  files.page_shows_lines = false;
  return files;
}

/// A value of a tag file stands on one line: RFC 8493, 2.2.2.
std::string one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text;
}

std::string bag_info(const PackManifest& manifest, const std::vector<bagit::CrateFile>& files) {
  std::uint64_t bytes = 0;
  for (const bagit::CrateFile& file : files) bytes += file.bytes;
  std::string info = "External-Identifier: " + one_line(manifest.identity()) + "\n";
  info += "External-Description: " + one_line(manifest.title.in("en")) + "\n";
  info += "Bag-Software-Agent: " + one_line(manifest.tool_version) + "\n";
  if (!manifest.published.empty()) info += "Bagging-Date: " + one_line(manifest.published) + "\n";
  return info + "Payload-Oxum: " + std::to_string(bytes) + "." + std::to_string(files.size()) + "\n";
}

Result<Noted<PackTree>> write_bagit(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_bagit(whole));
  const PackManifest manifest = presentable(whole, has_nothing);
  Payload payload;
  std::vector<WorkFiles> work_files;
  for (const PackWork& work : manifest.works) work_files.push_back(add_work(payload, work));
  payload.add("credits.html", "text/html", credits_page(manifest, "", PageMarkup::html), nullptr);
  for (MetadataFile& file : metadata_files(manifest, work_files))
    payload.add(file.name, file.type, std::move(file.text), nullptr);
  payload.add("pack-manifest.json", "application/json", manifest.to_json().dump_pretty(), nullptr);
  payload.add("ro-crate-metadata.json", "application/ld+json", bagit::ro_crate(manifest, payload.files()), nullptr);

  std::vector<bagit::CrateFile> files = payload.files();
  std::ranges::sort(files, {}, &bagit::CrateFile::path);
  std::string sums;
  for (const bagit::CrateFile& file : files) sums += file.sha256 + "  data/" + file.path + "\n";
  PackTree tree = payload.take_tree();
  std::string tag_sums;
  const auto add_tag_file = [&](const std::string& path, std::string text) {
    tag_sums += digest_of(text).hex() + "  " + path + "\n";
    tree.entries.push_back({path, std::move(text)});
  };
  add_tag_file("bag-info.txt", bag_info(manifest, files));
  add_tag_file("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  add_tag_file("manifest-sha256.txt", std::move(sums));
  tree.entries.push_back({"tagmanifest-sha256.txt", std::move(tag_sums)});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace

extern const PackFormat pack_bagit;  // a constant is private to its file without this
const PackFormat pack_bagit{
    .id = "bagit",
    .media_type = "application/zip",
    .extension = "zip",
    .as_folder = true,
    .archive = nullptr,
    .doc = {.summary = "A BagIt 1.0 folder with RO-Crate metadata: every file of the pack with its SHA-256, to keep.",
            .details = "Holds every rendition, track, text and the manifest document itself; `sha256sum -c` checks it. "
                       "The date in the metadata is that of `published`; without it the day on which this edition was "
                       "first written, which the output folder remembers: equal content gives equal bytes. The list "
                       "pack.json and its signature lie beside the tag files. "
                       "Thread-safe.",
            .source = "https://www.rfc-editor.org/rfc/rfc8493 and https://www.researchobject.org/ro-crate/",
            .examples = {}},
    .check = check_bagit,
    .write = write_bagit,
};

}  // namespace integrart
