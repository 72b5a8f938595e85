#pragma once
// The artefact store in a folder of a local disk.
//
//   DIR/ab/cd/<64 hex digits>   an artefact, mode 0444; "ab" and "cd" are the first digits of its name
//   DIR/tmp/<writer>.<number>   on its way in; <writer> tells whether the process still lives (process_identity.h)
//   DIR/damaged/<64 hex digits> what `verify` found damaged, out of everybody's way until the sweeper comes
//   DIR/lock                    flock: shared while a name appears, exclusive while the sweeper looks and removes
//
// A name appears by rename after the bytes are on the disk, so that a reader sees all of an artefact or none of it,
// even after a power failure. Several processes may use one folder.

#include <filesystem>
#include <memory>

#include "pipeline/store/artefact_store.h"

namespace integrart {

/// Opens the store in `folder` and makes the folder when it is absent. Errc::unavailable when it cannot be written.
Result<std::unique_ptr<ArtefactStore>> open_file_store(const std::filesystem::path& folder);

}  // namespace integrart
