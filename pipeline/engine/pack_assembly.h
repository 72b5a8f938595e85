#pragma once
// From finished works to the lesson that pack formats are written from.

#include <vector>

#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/engine/work_build.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

/// One finished work as a pack takes it. Its title falls back to its id, its licence to the collection's.
Result<PackWork> assemble_work(const WorkBuild& build, const Collection& collection, const ArtefactStore& store);

}  // namespace integrart
