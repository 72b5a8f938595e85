#pragma once
// collection.yaml, the file a curator writes, to the document "collection/1". (yaml-cpp's home)

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/limits.h"
#include "pipeline/base/result.h"

namespace integrart {

/// The YAML document in `bytes` as a JSON value. Plain scalars are typed by the core schema of YAML 1.2 (section 10.3),
/// so `no` is a word and a date is text; quoted ones are always text. Mapping keys are text. The text may be in any
/// encoding that `decode_text` is sure of. Refused, with line and column: what is not YAML, more than one document, a
/// key that stands twice, tags of programs, nesting or aliases that grow beyond all measure.
Result<Json> read_yaml(std::string_view bytes, std::uint64_t limit_bytes);

/// Reads a collection. A missing `schema:` or a version this program does not know is Errc::unsupported; errors of
/// the content name the work and the key.
Result<Noted<Collection>> read_collection_yaml(std::string_view bytes, const CollectionLimits& limits);

/// A collection made of the names of the files in a folder that has no collection.yaml. Every media file is a work: its
/// id comes from its name, its title is its name without extension. `song.uk.mp3` is a work in Ukrainian; `song.pl.srt`
/// becomes its subtitles, `song.uk.txt` its words, and `poem.pl.md` beside `poem.uk.md` a translation. Hidden files are
/// passed over; other files are left out with a note. Pure: the same names give the same collection in any order.
/// No licence and no credit are made up, so nothing of it can be published before somebody writes them down.
Result<Noted<Collection>> collection_from_folder(std::string_view folder_name, std::vector<std::string> file_names,
                                                 const CollectionLimits& limits);

}  // namespace integrart
