#pragma once
// What of a pack stands in the book, and where: chosen once, used by every page, overlay and list. Shared by EPUB and
// Common Cartridge.

#include <string>
#include <vector>

#include "formats/pack/shared/small_files.h"
#include "formats/pack/shared/timed_lines.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::book {

/// The words of one track as paragraphs.
struct Section {
  std::string id;  // of the element
  std::string language;
  const PackTrack* track = nullptr;
  std::string track_path;  // of its WebVTT file, relative to EPUB/
  std::vector<TimedLine> lines;
};

/// One work. Paths are relative to the folder EPUB/, identifiers unique in the book.
struct Chapter {
  const PackWork* work = nullptr;
  std::string key;  // of identifiers, wherever the work stands; no '_' is in it, so what follows one is of this work
  std::string language;
  std::string page, overlay;  // overlay: empty when nothing is read along
  SmallFiles files;
  std::string video, audio, image, poster;  // empty when there is none
  std::vector<Section> sections;            // the words first, then their translations
  std::int64_t overlay_milliseconds = 0;
};

struct Book {
  const PackManifest* manifest = nullptr;
  std::string language;
  std::vector<Chapter> chapters;
  std::string cover;  // path of a picture; empty when there is none
};

/// Refers to `manifest`, which has no empty works. Errc::invalid_input for broken cue documents.
Result<Book> book_of(const PackManifest& manifest);

/// Whether the words of `chapter` can be followed while they sound.
inline bool is_read_along(const Chapter& chapter) {
  return !chapter.overlay.empty();
}

}  // namespace integrart::book
