#pragma once
// Activities as H5P content. Private to H5P.
//
// In Blanks and Drag the Words a pair of '*' makes a gap, '/' separates answers, ':' begins a hint and "\+" and "\-"
// what is said of an answer; these never come out of a text: gaps whose answer has one stay words, and other asterisks
// become U+2217. Sources: js/blanks.js of https://github.com/h5p/h5p-blanks, src/scripts of
// https://github.com/h5p/h5p-drag-text

#include "formats/pack/h5p/package.h"

namespace integrart::h5p {

/// Gaps, choices, cards, words and matching lines; nothing for other kinds. Words that are dragged come in several
/// packages, about five lines each. Labels are in `labels`, translations in `reader`. Notes: "h5p.parts_left_out", what
/// H5P cannot hold of an exercise.
std::vector<Package> exercise_of(const Activity& activity, const PackWork& work, const std::string& labels,
                                 const std::string& reader, std::vector<Message>& notes);

/// The content of Fill in the Blanks with `questions` (HTML).
Json blanks_content(const std::string& task, const std::vector<std::string>& questions, const std::string& labels);
/// A line with its gaps in the notation of Blanks (HTML); empty when no gap is left.
std::string blanks_line(const GapItem& item);

}  // namespace integrart::h5p
