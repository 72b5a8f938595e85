#pragma once
// The words about a work: what people read of it before they open it.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/message.h"

namespace integrart {

/// Words that stand somewhere else than in the work itself.
struct WorkLabel {
  /// "title:uk", "description:pl", "alt:en" with the language, "credit:2" with the number of the creator, or
  /// "file_name:" and the name without its folders: findings point into the text of this place.
  std::string place;
  LanguageTag language;
  std::string text;
  /// What filters read: `text`, or a name of a file with spaces for the signs that stand for them and without what
  /// names its format. Every code point stands where it stands in `text`.
  std::string words;
};

/// Titles, descriptions, alternative texts, creators, and the names of all files of the work, in this order; none is
/// empty. A title that only repeats the name of the file is left out. Pure.
std::vector<WorkLabel> labels_of(const CollectionWork& work);

/// Whether a filter of words is meant for such a place. Creators are not looked through for personal data: their names
/// are there because they want to be named, and a number or address in one is found by nobody but a person who reads
/// it. They may hurt or mislead like all other words, so that terms and links are looked for.
bool looks_through(std::string_view filter, std::string_view place);

/// "title" of "title:uk".
std::string_view kind_of_place(std::string_view place);

/// The place for people: "Title (uk)".
Message place_message(std::string_view place);

}  // namespace integrart
