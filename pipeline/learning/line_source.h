#pragma once
// What an item of an exercise was made from, so that a later build can tell a curator where the work has changed under
// what she edited.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/activity.h"
#include "pipeline/learning/lines.h"

namespace integrart::learning {

/// Three digests of eight digits each: of the words of the line, of its times, and of its translations. What a `kind`
/// of exercise does not show counts as empty: translations of gap_fill, choice and order, times of words but in
/// karaoke.
std::string line_source(const Line& line, std::string_view kind);

/// Adds a note for each way ("words", "times", "translations", "order") in which items of `edited` differ from the
/// lines of the work as they are now; it names them. Items without `source` are not looked at.
void note_older_edits(const Activity& edited, const Lines& lines, const CollectionWork& work,
                      std::vector<Message>& notes);

}  // namespace integrart::learning
