#pragma once
// A library of H5P as full packages carry it: what library.json says, and its files.
// Source: https://h5p.org/library-definition and H5PValidator in https://github.com/h5p/h5p-php-library

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/json.h"

namespace integrart {

/// Name and version by which libraries and content name each other: major and minor exactly, whatever the patch.
struct H5pLibraryId {
  std::string name;
  int major = 0, minor = 0;

  /// "H5P.Blanks-1.14", the name of its folder.
  std::string folder() const;
  auto operator<=>(const H5pLibraryId&) const = default;
};

struct H5pLibrary {
  H5pLibraryId id;
  int patch = 0;
  std::vector<H5pLibraryId> runs_with;                     // what it needs when it runs: preloaded and dynamic
  std::vector<H5pLibraryId> edits_with;                    // what its editor needs
  std::vector<std::string> loads;                          // scripts and styles that it names, paths below its folder
  std::vector<std::pair<std::string, ArtefactRef>> files;  // paths below its folder, sorted; library.json among them

  /// Reads a library.json; `files` stays empty. `file` names it in errors: Errc::invalid_input for what is no JSON and
  /// for members that H5P's own validator refuses.
  static Result<H5pLibrary> parse(std::string_view library_json, const std::string& file);
};

/// Whether H5P lets a file of that name into a library. The importers' list; others they leave out or refuse.
bool is_h5p_library_file(std::string_view path);

}  // namespace integrart
