#include "formats/pack/cartridge/cartridge.h"

#include <algorithm>

#include "formats/metadata/licence.h"
#include "formats/pack/book/book.h"
#include "formats/pack/book/pages.h"
#include "formats/pack/cartridge/importers.h"
#include "formats/pack/cartridge/imsmanifest.h"
#include "formats/pack/cartridge/qti12.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/message.h"

namespace integrart::cartridge {
namespace {

constexpr std::size_t longest_title = 200;                 // characters
constexpr std::string_view web_folder = "web_resources/";  // Canvas and Open edX take files from there only

/// `part` of this pack among the parts of all packs.
std::string identifier(const PackManifest& manifest, const std::string& part) {
  return part + "_" + stable_name(manifest, part);
}

/// The page of one work with the files it shows.
Resource add_page(PackTree& tree, const book::Chapter& chapter, const PackManifest& manifest, WorkFiles& files) {
  Resource page;
  page.id = identifier(manifest, chapter.key + "_page");
  const auto add = [&](const std::string& path, auto content) {
    std::string full = std::string(web_folder) + path;
    tree.entries.push_back({full, content});
    page.files.push_back(full);
    return full;
  };
  const std::string html_path = chapter.page.substr(0, chapter.page.rfind('.')) + ".html";
  files.page = add(html_path, document_for_importers(book::chapter_page(chapter, manifest, PageMarkup::html)));
  files.page_shows_lines = true;
  const auto add_media = [&](const std::string& path, const PackRendition* rendition) {
    if (!path.empty()) files.media.emplace_back(rendition, add(path, rendition->file));
  };
  add_media(chapter.video, chapter.files.video);
  if (chapter.video.empty()) add_media(chapter.audio, chapter.files.audio);
  add_media(chapter.image, chapter.files.image);
  if (!chapter.poster.empty()) files.thumbnail = add(chapter.poster, chapter.work->poster->file);
  for (const book::Section& section : chapter.sections)
    files.tracks.emplace_back(section.track, add(section.track_path, section.track->webvtt));
  return page;
}

std::string web_link(const std::string& title, const std::string& url, Version version) {
  const std::string number = version == Version::v11 ? "1p1" : "1p3";
  XmlWriter xml;
  xml.open("webLink", {{"xmlns", "http://www.imsglobal.org/xsd/imsccv" + number + "/imswl_v" + number}});
  xml.leaf("title", title).empty("url", {{"href", url}});
  return document_for_importers(xml.finish());
}

class Builder {
 public:
  Builder(const PackManifest& manifest, Version version, std::vector<Message>& notes)
      : m_manifest(manifest), m_version(version), m_notes(notes) {}

  Result<PackTree> build() {
    TRY_ASSIGN(const book::Book book, book::book_of(m_manifest));
    m_course.manifest = &m_manifest;
    m_course.title = shortened_with_note(best_text(m_manifest.title, book.language).text, longest_title, "",
                                         TextRole::title, m_notes);
    std::vector<WorkFiles> files;
    for (const book::Chapter& chapter : book.chapters) {
      add_chapter(chapter, book, files.emplace_back());
      m_notes.insert(m_notes.end(), chapter.files.left_out.begin(), chapter.files.left_out.end());
    }
    add_others(book, files);
    m_tree.entries.push_back({"imsmanifest.xml", manifest_of(m_course, m_version)});
    std::ranges::sort(m_tree.entries, {}, &PackEntry::path);
    return std::move(m_tree);
  }

 private:
  void add_chapter(const book::Chapter& chapter, const book::Book& book, WorkFiles& files) {
    Chapter place;
    place.id = identifier(m_manifest, chapter.key);
    place.title = shortened_with_note(best_text(chapter.work->title, book.language).text, longest_title,
                                      chapter.work->id, TextRole::title, m_notes);
    Resource page = add_page(m_tree, chapter, m_manifest, files);
    page.title = place.title;
    place.resources.push_back(std::move(page));
    for (const quiz::Quiz& quiz : quiz::quizzes_of(*chapter.work, m_manifest, m_notes)) {
      Resource resource;
      resource.id = identifier(m_manifest, chapter.key + "_quiz-" + quiz.id);
      resource.kind = ResourceKind::quiz;
      resource.title = quiz.title;
      resource.files = {"quizzes/" + chapter.work->id + "/" + quiz.id + ".xml"};
      m_tree.entries.push_back({resource.files.front(), assessment(quiz, resource.id)});
      place.resources.push_back(std::move(resource));
    }
    m_course.chapters.push_back(std::move(place));
  }

  void add_file(Resource resource, std::string text) {
    m_tree.entries.push_back({resource.files.front(), std::move(text)});
    m_course.others.push_back(std::move(resource));
  }

  void add_others(const book::Book& book, const std::vector<WorkFiles>& files) {
    const std::string labels = label_language(book.language, m_manifest);
    Resource credits;
    credits.id = identifier(m_manifest, "credits");
    credits.title = render({"book.credits", {}}, labels);
    credits.files = {std::string(web_folder) + "credits.html"};
    add_file(std::move(credits), document_for_importers(credits_page(m_manifest, "", PageMarkup::html)));
    Resource metadata;
    metadata.id = identifier(m_manifest, "metadata");
    metadata.kind = ResourceKind::files;
    metadata.files = {metadata_names.begin(), metadata_names.end()};
    m_course.others.push_back(std::move(metadata));
    add_metadata(m_tree, "", m_manifest, files);
    if (const std::string url = licence_terms(m_manifest.licence).url; !url.empty()) {
      Resource link;
      link.id = identifier(m_manifest, "licence");
      link.kind = ResourceKind::link;
      link.title = m_manifest.licence;
      link.files = {"links/licence.xml"};
      add_file(std::move(link), web_link(m_manifest.licence, url, m_version));
    }
    Resource list;
    list.id = identifier(m_manifest, "pack-list");
    list.kind = ResourceKind::files;
    list.files = {"pack.json", "pack.json.sig"};
    m_course.others.push_back(std::move(list));
  }

  const PackManifest& m_manifest;
  Version m_version;
  std::vector<Message>& m_notes;
  Course m_course;
  PackTree m_tree;
};

}  // namespace

Result<std::vector<Message>> check(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, is_empty_work));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

Result<Noted<PackTree>> write(const PackManifest& whole, Version version) {
  TRY_ASSIGN(std::vector<Message> notes, check(whole));
  const PackManifest manifest = presentable(whole, is_empty_work);
  TRY_ASSIGN(PackTree tree, Builder(manifest, version, notes).build());
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace integrart::cartridge
