#pragma once
// Where the files of one work lie inside a web pack: works/<id>/...

#include <string>
#include <vector>

#include "formats/metadata/schema_org.h"
#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::web_pack {

struct WorkPaths {
  std::vector<std::string> renditions;  // as PackWork::renditions
  std::vector<std::string> tracks;      // as PackWork::tracks
  std::string poster;                   // empty when there is none
  std::string storyboard;
  std::string data;  // the script with cues and texts
};

/// Unique, portable names made from ids, roles and languages; the work's id must be a valid one.
WorkPaths paths_of(const PackWork& work);

/// The same for the records of catalogues; `page` shows the work. Refers to `work`.
WorkFiles files_of(const PackWork& work, const std::string& page);

}  // namespace integrart::web_pack
