#pragma once
// Filters of words over short texts that stand each at a place of their own.

#include <string_view>

#include "pipeline/base/filter.h"

namespace integrart {

/// Runs `filter` over `labels`, those it is not meant for left out, and adds what it found to `all`: evidence by place,
/// and findings that name their place and point into the "text" there. A label is {"place", "text", "words" (what is
/// read in the place of the text; each code point stands where it stands there), "language" (absent: that of
/// `parameters`), "scope" (the place as lists of words know it; absent: the kind of the place), "shown" (when: a list
/// of ShownWords)}. Errors: internal, for labels are of our own making; those of the filter.
Result<> look_at_labels(const Filter& filter, const Json& labels, const Json& parameters, FilterResult& all);

/// Whether a place is inside a media file: a tag, the title of a chapter, a text track. Such words are taken out of
/// everything that is published, so reports show neither the personal data in them nor what stands around a finding.
bool is_inside_a_file(std::string_view place);

}  // namespace integrart
