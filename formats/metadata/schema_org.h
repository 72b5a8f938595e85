#pragma once
// What a pack is, for search engines and catalogues: schema.org with the terms that came from LRMI, as JSON-LD.
// Source: https://schema.org/LearningResource and https://www.dublincore.org/specifications/lrmi/

#include <string>
#include <utility>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// Where the files of one work lie, relative to the JSON-LD document. Empty: not in this pack.
struct WorkFiles {
  std::string page;
  std::string thumbnail;
  std::vector<std::pair<const PackRendition*, std::string>> media;
  std::vector<std::pair<const PackTrack*, std::string>> tracks;
  bool page_shows_lines = false;  // all lines of the tracks can be read on the page
};

/// The pack with its works as parts. `files` is as long as the works. Deterministic: the only date is
/// the day of this edition, when the collection says it.
Json schema_org(const PackManifest& manifest, const std::vector<WorkFiles>& files);

/// ISO 8601 duration of whole seconds: "PT75S".
std::string iso_duration(double seconds);

}  // namespace integrart
