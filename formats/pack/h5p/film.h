#pragma once
// A film with its subtitles, and with gaps to fill where there are some, as Interactive Video. Private to H5P.

#include <optional>

#include "formats/pack/h5p/package.h"

namespace integrart::h5p {

/// Nothing when the work has no film. Notes: a film too large for many platforms, a title too long.
std::optional<Package> film_of(const PackWork& work, const std::string& labels, const std::string& reader,
                               std::vector<Message>& notes);

}  // namespace integrart::h5p
