#pragma once
// The interface texts of H5P content in the language of the lesson; what is left out would appear in English. Private
// to H5P.

#include <string>
#include <string_view>

#include "formats/pack/h5p/package.h"

namespace integrart::h5p {

/// A paragraph of what is HTML already, from right to left when its language is.
std::string paragraph(std::string_view html, std::string_view language);
/// Adds the labels of `library` to its content, all that its semantics know.
void add_labels(Json& content, const Library& library, const std::string& language);
/// "overallFeedback" without words: one range from 0 to 100.
Json whole_range();

}  // namespace integrart::h5p
