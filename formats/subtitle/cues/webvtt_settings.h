#pragma once
// Cue settings and region settings of WebVTT (sections 6.2 and 6.3 of the specification).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// The settings after the times of a cue. `ignored` takes every setting that has no effect.
CuePlacement parse_cue_settings(std::string_view settings, const std::vector<CueRegion>& regions,
                                std::vector<std::string>& ignored);
/// " line:0 align:left", nothing for the default.
std::string write_cue_settings(const CuePlacement& placement);

CueRegion parse_region_settings(std::string_view settings);
/// The lines of a REGION block after its first.
std::string write_region_settings(const CueRegion& region);

}  // namespace integrart
