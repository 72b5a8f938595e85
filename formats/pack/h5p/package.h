#pragma once
// One .h5p file: what it is and what is in it. Private to H5P.
// Source: https://github.com/h5p/h5p-php-library (H5PValidator in h5p.classes.php is the specification)

#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart::h5p {

/// A content type. Always the oldest minor version that can do what is needed: a site with a newer one takes it, a site
/// with an older one would refuse.
struct Library {
  std::string_view name;
  int major = 1;
  int minor = 0;

  /// "H5P.Blanks 1.14", as content names it.
  std::string in_content() const;
};

inline constexpr Library interactive_video{"H5P.InteractiveVideo", 1, 26};
inline constexpr Library blanks{"H5P.Blanks", 1, 14};
inline constexpr Library drag_text{"H5P.DragText", 1, 10};
inline constexpr Library dialog_cards{"H5P.Dialogcards", 1, 9};
inline constexpr Library summary{"H5P.Summary", 1, 10};

struct Package {
  std::string file;  // name inside the pack: "two-keys-gap_fill-1.h5p"
  std::string title;
  std::string language;  // of its labels
  const PackWork* work = nullptr;
  std::vector<Library> libraries;  // the main one first, then those that the content names
  Json content;
  std::vector<std::pair<std::string, ArtefactRef>> files;  // paths below content/
  std::vector<const H5pLibrary*> packed;                   // libraries that lie in the file; none: content only
};

/// The package as a file of the pack.
PackEntry entry_of(const Package& package);

}  // namespace integrart::h5p
