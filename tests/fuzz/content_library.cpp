// A library.json from anywhere: what is accepted names only versions and paths that H5P and packs can have.

#include "pipeline/base/documents/h5p_library.h"

#include "pipeline/base/pack_path.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace integrart;
  const auto library = H5pLibrary::parse(text_of(data, size), "library.json");
  if (!library) return render(library.error()).empty() ? (std::abort(), 0) : 0;
  for (const std::string& path : library->loads)
    if (!check_pack_path(path)) std::abort();
  for (const auto& list : {library->runs_with, library->edits_with, {library->id}})
    for (const H5pLibraryId& id : list)
      if (id.major < 0 || id.minor < 0 || id.name.find('/') != std::string::npos || id.name.size() > 255) std::abort();
  return 0;
}
