#pragma once
// The day that metadata with a mandatory date give.

#include <string>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// YYYY-MM-DD: the day that the collection says, else 1980-01-01, never the clock's: equal content gives equal bytes.
std::string published_or_first_day(const PackManifest& manifest);

}  // namespace integrart
