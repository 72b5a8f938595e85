#pragma once
// A lesson for looking only: it may hold works that nobody may publish.

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart {

/// The lesson under an identifier of its own, "<id>-draft", so that no app takes it for a release; its title and
/// description say in each of their languages what it is.
PackManifest draft_of(PackManifest lesson);

}  // namespace integrart
