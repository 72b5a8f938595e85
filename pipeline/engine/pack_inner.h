#pragma once
// Archives and databases inside a pack: made first and kept in the store, so that a pack is written and signed as if
// they were media.

#include "pipeline/engine/pack_writer.h"
#include "pipeline/engine/packing_memory.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

/// Every file of the pack of `manifest` in `format`, its names final: what `sign_pack` takes. In place of every inner
/// archive (packed by `archive`) and database stands an artefact of `store`. Deterministic: equal files give equal
/// artefacts; an archive that `memory` knows and the store still has is not made again. The notes are those of the
/// format. Errors: those of `format`, `archive`, `open_artefact` and the store.
Result<Noted<PackTree>> whole_tree_of(const PackFormat& format, const PackManifest& manifest,
                                      const ArchiveFormat& archive, const ArtefactOpener& open_artefact,
                                      ArtefactStore& store, PackingMemory& memory);

}  // namespace integrart
