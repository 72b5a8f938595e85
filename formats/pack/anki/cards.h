#pragma once
// Words and lines of a pack as cards to learn by heart. Private to Anki.

#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::anki {

/// One note: what is asked, what is answered, and where it comes from. Texts are HTML, escaped.
struct Note {
  std::string guid;  // the same for the same words of the same work in every edition
  std::string front, back, example, picture, sound, source;
  std::string tag;
};

/// A picture that notes show, or the sound of a line that they play.
struct Media {
  std::string name;  // unique in the world as far as that is possible: Anki has one folder for all decks
  ArtefactRef file;
};

struct Deck {
  std::string title;
  std::vector<Note> notes;
  std::vector<Media> media;  // each once
};

/// Cards of words and of lines with their translations, with the sound of their line where there is one; of works that
/// have neither, lines with a gap. Works without any are told of in `notes`.
Deck deck_of(const PackManifest& manifest, std::vector<Message>& notes);

}  // namespace integrart::anki
