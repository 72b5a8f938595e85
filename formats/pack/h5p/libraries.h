#pragma once
// Which libraries a full package needs, out of those that an operator has. Private to H5P.

#include <span>
#include <vector>

#include "formats/pack/h5p/package.h"

namespace integrart::h5p {

struct LibraryClosure {
  std::vector<const H5pLibrary*> libraries;  // sorted by name and version
  std::vector<H5pLibraryId> missing;         // what only editors would need and is not there, sorted
};

/// Everything that `wanted` needs, directly or not, to run and to be edited. Versions count as H5P counts them: a name
/// is met by the library of exactly that major and minor version, for nothing but H5P's own upgrade scripts can turn
/// content of one into content of another. Errc::unavailable, "h5p.library_missing", when something needed to run is
/// not in `store`; the error says what needs it and which versions are there.
Result<LibraryClosure> closure_of(std::span<const Library> wanted, std::span<const H5pLibrary> store);

/// The files of these libraries as they lie in a package.
void add_libraries(std::vector<PackEntry>& entries, std::span<const H5pLibrary* const> libraries);

}  // namespace integrart::h5p
