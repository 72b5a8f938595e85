#include "formats/pack/book/book.h"

#include <algorithm>

#include "formats/pack/shared/languages.h"

namespace integrart::book {
namespace {

Result<> add_sections(Chapter& chapter) {
  const PackWork& work = *chapter.work;
  const PackTrack* own = own_track(work);
  std::vector<const PackTrack*> tracks;
  if (own != nullptr) tracks.push_back(own);
  for (const PackTrack& track : work.tracks)
    if (&track != own) tracks.push_back(&track);
  for (const PackTrack* track : tracks) {
    Section section;
    const std::string number = std::to_string(chapter.sections.size() + 1);
    section.id = "words-" + number;
    section.language = track->language.text();
    section.track = track;
    section.track_path = "works/" + work.id + "/words-" + number + ".vtt";
    TRY_ASSIGN(section.lines, timed_lines(*track, work.duration_seconds));
    chapter.sections.push_back(std::move(section));
  }
  return {};
}

/// Lines that sound: not after the end of the recording.
std::int64_t read_along_milliseconds(const Chapter& chapter) {
  std::int64_t sum = 0;
  for (const TimedLine& line : chapter.sections.front().lines) {
    for (const TimedWord& word : line.words) sum += word.to - word.from;
    if (line.words.empty()) sum += line.to - line.from;
  }
  return sum;
}

Result<Chapter> chapter_of(const PackWork& work, const PackManifest& manifest) {
  Chapter chapter;
  chapter.work = &work;
  chapter.key = "work-" + work.id;
  chapter.language = page_language(work, manifest);
  const std::string folder = "works/" + work.id + "/";
  chapter.page = folder + "page.xhtml";
  chapter.files = small_files(work);
  if (chapter.files.video != nullptr) chapter.video = folder + "film.mp4";
  if (chapter.files.audio != nullptr) chapter.audio = folder + "sound.m4a";
  if (chapter.files.image != nullptr) chapter.image = folder + "picture." + chapter.files.image->extension;
  if (work.poster && work.poster->extension == "jpg" && chapter.image.empty()) chapter.poster = folder + "poster.jpg";
  TRY(add_sections(chapter));
  const bool sounds = !chapter.audio.empty() && chapter.files.audio->extension == "m4a";
  const bool own_words = own_track(work) != nullptr && !chapter.sections.front().lines.empty();
  if (sounds && own_words) {
    chapter.overlay = folder + "overlay.smil";
    chapter.overlay_milliseconds = read_along_milliseconds(chapter);
  }
  // The sound of a film alone is of use only to read along.
  if (chapter.overlay.empty() && !chapter.video.empty()) chapter.audio.clear();
  return chapter;
}

}  // namespace

Result<Book> book_of(const PackManifest& manifest) {
  Book book;
  book.manifest = &manifest;
  book.language = main_language(manifest);
  for (const PackWork& work : manifest.works) {
    TRY_ASSIGN(Chapter chapter, chapter_of(work, manifest));
    if (book.cover.empty()) book.cover = chapter.poster;
    book.chapters.push_back(std::move(chapter));
  }
  return book;
}

}  // namespace integrart::book
