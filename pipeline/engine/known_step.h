#pragma once
// What the ledger knows of a step, held against what the store really has.

#include <optional>
#include <string>

#include "pipeline/base/result.h"
#include "pipeline/store/artefact_store.h"
#include "pipeline/store/ledger.h"

namespace integrart {

struct KnownStep {
  std::optional<StepRecord> record;
  bool files_were_gone = false;  // it was done once, but what it made is not all there any more
};

/// The record of `key` when every file it names is in `store` with its size. One whose files are not is forgotten, so
/// that the step runs again and is recorded anew. The bytes are not hashed (`integrart verify` does that).
Result<KnownStep> known_step(const std::string& key, Ledger& ledger, const ArtefactStore& store);

}  // namespace integrart
