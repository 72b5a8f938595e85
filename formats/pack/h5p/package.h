#pragma once
// One .h5p file: what it is and what is in it. Private to H5P.
// Source: https://github.com/h5p/h5p-php-library (H5PValidator in h5p.classes.php is the specification)

#include <string>
#include <utility>
#include <vector>

#include "formats/pack/shared/small_files.h"
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
inline constexpr Library course_presentation{"H5P.CoursePresentation", 1, 25};
inline constexpr Library blanks{"H5P.Blanks", 1, 14};
inline constexpr Library drag_text{"H5P.DragText", 1, 10};
inline constexpr Library dialog_cards{"H5P.Dialogcards", 1, 9};
inline constexpr Library summary{"H5P.Summary", 1, 10};
inline constexpr Library advanced_text{"H5P.AdvancedText", 1, 1};
inline constexpr Library still_image{"H5P.Image", 1, 1};

/// h5p-server refuses files above 16 MB by default.
inline constexpr SmallFileLimits small_enough{.largest_file = 15'000'000};

struct Package {
  std::string file;  // name inside the pack: "two-keys_gap_fill-1-2.h5p"
  std::string title;
  std::string activity;  // id of the exercise that this is; empty for a film and for slides
  std::size_t part = 1;  // of an exercise that is several packages
  std::string language;  // of its labels
  const PackWork* work = nullptr;
  std::vector<Library> libraries;  // the main one first, then those that the content names
  Json content;
  std::vector<std::pair<std::string, ArtefactRef>> files;  // paths below content/
  std::vector<const H5pLibrary*> packed;                   // libraries that lie in the file; none: content only
};

/// The package as a file of the pack.
PackEntry entry_of(const Package& package);

/// Tells in `notes` of the title and the names of makers that the package has in fewer characters.
void note_short_texts(const Package& package, std::vector<Message>& notes);

/// Content inside content: {"library", "params", "subContentId", "metadata"}. `name` is unique in the pack and never
/// changes: learners' answers are kept by the identifier that comes from it. It is of the makers and under the licence
/// of `work`.
Json inner_content(const Library& library, Json params, const std::string& name, std::string_view title,
                   const PackWork& work);

/// What content says of a film or a picture of `work`: whose it is and under which licence. When and where a work came
/// out first is not known, so no year and no source stand in it.
Json copyright_of(const PackWork& work, std::string_view title);

}  // namespace integrart::h5p
