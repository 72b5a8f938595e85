#pragma once
// The subcommands of `integrart pack` that deal with releases: diff, delta, apply, withdraw, withdrawn.

#include "pipeline/base/archive_format.h"
#include "pipeline/cli/session.h"

namespace integrart {

/// The archive that packs of the catalogue are written as.
Result<const ArchiveFormat*> archive_of(const Catalogue& catalogue);

void add_pack_releases(CLI::App& group, Session& session);

}  // namespace integrart
