#pragma once
// Archives and databases inside a pack: made first and kept in the store, so that a pack is written and signed as if
// they were media.

#include "pipeline/engine/pack_writer.h"
#include "pipeline/engine/packing_memory.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

/// `tree` with an artefact in place of every inner archive and database, the innermost first. Deterministic: equal
/// files give equal artefacts. Holds one archive in memory at a time; one that `memory` knows and the store still has
/// is not made again. Errors: those of `archive`, of `open_artefact` and of the store.
Result<PackTree> with_inner_archives_kept(PackTree tree, const ArchiveFormat& archive,
                                          const ArtefactOpener& open_artefact, ArtefactStore& store,
                                          PackingMemory& memory);

/// Every file of the pack of `manifest` in `format`, its inner archives as above and its names final: what `sign_pack`
/// takes. `archive` packs the inner ones. The notes are those of the format.
Result<Noted<PackTree>> whole_tree_of(const PackFormat& format, const PackManifest& manifest,
                                      const ArchiveFormat& archive, const ArtefactOpener& open_artefact,
                                      ArtefactStore& store, PackingMemory& memory);

}  // namespace integrart
