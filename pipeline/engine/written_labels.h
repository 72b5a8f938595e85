#pragma once
// What is written inside a file, as the labels that filters of words look at (label_looks.h).

#include <string>
#include <string_view>

#include "pipeline/base/json.h"
#include "pipeline/media/written_words.h"

namespace integrart {

/// "title", "description" or "credit", as lists of words name the places that they are for.
std::string_view scope_of(const WrittenTag& tag);

/// "tag:comment", or "tag:comment (song.pl.mp3)" of a file beside the work's own; `of_file`: its name, empty for the
/// work's own.
std::string place_in_file(std::string_view kind, std::string_view which, std::string_view of_file);

Json label_of(const WrittenTag& tag, std::string_view of_file);

}  // namespace integrart
