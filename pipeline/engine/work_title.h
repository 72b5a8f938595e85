#pragma once
// What a work is called that nobody gave a title.

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/facts.h"

namespace integrart {

/// Gives `work` the title that its file has of itself, where it has none or only that of the file's name ("song" of
/// song.mp3 and of song.uk.mp3). Its identifier stays.
void take_title_of_file(const SourceFacts& facts, CollectionWork& work);

}  // namespace integrart
