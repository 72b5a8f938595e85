// The EPUB pack: a book with films, songs that are read along, and texts.
#include <algorithm>

#include "formats/pack/archive/zip.h"
#include "formats/pack/book/book.h"
#include "formats/pack/book/pages.h"
#include "formats/pack/epub/front_pages.h"
#include "formats/pack/epub/overlay.h"
#include "formats/pack/epub/package.h"
#include "formats/pack/shared/credits_page.h"
#include "formats/pack/shared/left_out.h"
#include "formats/pack/shared/metadata_files.h"
#include "formats/pack/shared/pack_licence.h"
#include "formats/pack/shared/works.h"
#include "pipeline/base/pack_format.h"

namespace integrart {
namespace {

Result<std::vector<Message>> check_epub(const PackManifest& manifest) {
  TRY_ASSIGN(std::vector<Message> notes, check_works(manifest, is_empty_work));
  TRY_ASSIGN(const std::vector<Message> licences, check_licences(manifest));
  notes.insert(notes.end(), licences.begin(), licences.end());
  return notes;
}

void add_chapter(PackTree& tree, const book::Chapter& chapter, const PackManifest& manifest, WorkFiles& files) {
  const auto add = [&](const std::string& path, auto content) { tree.entries.push_back({"EPUB/" + path, content}); };
  const auto add_media = [&](const std::string& path, const PackRendition* rendition) {
    if (path.empty()) return;
    add(path, rendition->file);
    files.media.emplace_back(rendition, "../EPUB/" + path);
  };
  files.page = "../EPUB/" + chapter.page;
  files.page_shows_lines = true;
  add(chapter.page, book::chapter_page(chapter, manifest, PageMarkup::xhtml));
  if (book::is_read_along(chapter)) add(chapter.overlay, epub::overlay_of(chapter));
  add_media(chapter.video, chapter.files.video);
  add_media(chapter.audio, chapter.files.audio);
  add_media(chapter.image, chapter.files.image);
  if (!chapter.poster.empty()) add(chapter.poster, chapter.work->poster->file);
  if (!chapter.poster.empty()) files.thumbnail = "../EPUB/" + chapter.poster;
  for (const book::Section& section : chapter.sections) {
    add(section.track_path, section.track->webvtt);
    files.tracks.emplace_back(section.track, "../EPUB/" + section.track_path);
  }
}

Result<Noted<PackTree>> write_epub(const PackManifest& whole) {
  TRY_ASSIGN(std::vector<Message> notes, check_epub(whole));
  const PackManifest manifest = presentable(whole, is_empty_work);
  TRY_ASSIGN(const book::Book book, book::book_of(manifest));
  PackTree tree;
  std::vector<WorkFiles> files;
  for (const book::Chapter& chapter : book.chapters) {
    add_chapter(tree, chapter, manifest, files.emplace_back());
    notes.insert(notes.end(), chapter.files.left_out.begin(), chapter.files.left_out.end());
    for (const Activity& activity : chapter.work->activities) note_left_out(*chapter.work, activity, notes);
  }
  tree.entries.push_back({"mimetype", "application/epub+zip"});
  tree.entries.push_back({"META-INF/container.xml", epub::container_document()});
  add_metadata(tree, "META-INF/", manifest, files);
  tree.entries.push_back({"EPUB/package.opf", epub::package_document(book)});
  tree.entries.push_back({"EPUB/title.xhtml", epub::title_page(book)});
  tree.entries.push_back({"EPUB/nav.xhtml", epub::contents_page(book)});
  tree.entries.push_back({"EPUB/credits.xhtml", credits_page(manifest, "styles/book.css", PageMarkup::xhtml)});
  tree.entries.push_back({"EPUB/styles/book.css", epub::style_sheet()});
  std::ranges::sort(tree.entries, {}, &PackEntry::path);
  return Noted<PackTree>{std::move(tree), std::move(notes)};
}

}  // namespace

extern const PackFormat pack_epub;  // a constant is private to its file without this
const PackFormat pack_epub{
    .id = "epub",
    .media_type = "application/epub+zip",
    .extension = "epub",
    .archive = &zip_archive,
    .list_folder = "META-INF/",
    .doc =
        {.summary = "An EPUB 3.3 book: every work a chapter, songs read along, films with captions.",
         .details =
             "One film (up to 480 lines), one sound and one picture (JPEG or PNG up to 1600 pixels) of each work; "
             "other renditions and exercises are left out with a note, storyboards, placeholders and waveforms are not "
             "needed. Words with times become Media "
             "Overlays over the sound of the work. What is said about accessibility holds for every work; "
             "conformance is not claimed, because a person has to judge it. The date of change is that of "
             "`published`; without it the day on which this edition was first written, which the output folder "
             "remembers: equal content gives equal bytes. Thread-safe.",
         .source = "https://www.w3.org/TR/epub-33/ and https://www.w3.org/TR/epub-a11y-11/",
         .examples = {}},
    .check = check_epub,
    .write = write_epub,
};

}  // namespace integrart
