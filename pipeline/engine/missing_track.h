#pragma once
// What a draft is made from, out of the inputs of its step.

#include <string>
#include <vector>

#include "pipeline/base/cue_translator.h"

namespace integrart {

/// From the parameters ("to", "private") of a draft step, and the documents that its inputs ("track:pl", "glossary:0")
/// gave. Roles and documents are parallel.
Result<MissingTrack> missing_track(const Json& parameters, const std::vector<std::string>& roles,
                                   const std::vector<const Json*>& documents);

}  // namespace integrart
