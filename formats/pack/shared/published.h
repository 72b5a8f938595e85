#pragma once
// The day that metadata with a mandatory date give.

#include <string>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// YYYY-MM-DD: the day that the collection says, else the one on which this edition was first written, which the output
/// folder remembers, so that equal content gives equal bytes; 1980-01-01 where nothing is remembered.
std::string day_of_edition(const PackManifest& manifest);

}  // namespace integrart
