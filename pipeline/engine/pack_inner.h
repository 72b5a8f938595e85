#pragma once
// Archives inside a pack: made first and kept in the store, so that a pack is written and signed as if they were media.

#include "pipeline/engine/pack_writer.h"
#include "pipeline/store/artefact_store.h"

namespace integrart {

/// `tree` with an artefact in place of every inner archive, the innermost first. Deterministic: equal files give equal
/// artefacts. Holds one archive in memory at a time. Errors: those of `archive`, of `open_artefact` and of the store.
Result<PackTree> with_inner_archives_kept(PackTree tree, const ArchiveFormat& archive,
                                          const ArtefactOpener& open_artefact, ArtefactStore& store);

}  // namespace integrart
