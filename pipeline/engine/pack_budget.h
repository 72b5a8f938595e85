#pragma once
// Packs that must not be larger than a budget: which renditions stay.

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/pack_format.h"

namespace integrart {

/// `manifest` without as many renditions as it takes for `format` to write it in `budget_mb` megabytes (10^6 bytes; 0:
/// no budget). Counted is what the pack takes at most: its list, and all files, those of inner archives unpacked. The
/// largest file that the format takes goes first; the last film, sound and picture of a work never go, but when nothing
/// else is left to go their spares take their places (Recipe::spare_sound_kbps: music keeps its channels and 96
/// kbit/s). Spares that are not needed are not in the answer. Nothing is encoded here. The notes tell what was left out
/// and what was made smaller. Errc::limit_exceeded when even the smallest files are too large.
Result<Noted<PackManifest>> fit_budget(const PackManifest& manifest, const PackFormat& format, double budget_mb);

}  // namespace integrart
