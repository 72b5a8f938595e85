#pragma once
// Pictures and texts as slides, with the exercises of their work, as Course Presentation. Private to H5P.

#include <optional>
#include <span>

#include "formats/pack/h5p/package.h"

namespace integrart::h5p {

/// The title (with the picture), the texts, who made it, and `exercises` on the last slides, which become part of this
/// package. Nothing when the work has neither a picture (JPEG or PNG) nor a text. Notes: a title that slides shorten.
std::optional<Package> presentation_of(const PackWork& work, const PackManifest& manifest,
                                       std::span<const Package> exercises, std::vector<Message>& notes);

}  // namespace integrart::h5p
