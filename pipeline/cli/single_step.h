#pragma once
// One step over one file, in a sandboxed child like any other.

#include <string>
#include <utility>

#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/store/ledger.h"

namespace integrart {

/// Runs step kind `kind` over `file` (role "source") and returns its record. Artefacts are gone afterwards: for steps
/// whose document is the answer.
Result<StepRecord> run_single_step(const Session& session, const std::string& kind, Json parameters,
                                   const std::string& file);

/// The same for a step whose answer is a file: its record, and the bytes of its output `name`.
Result<std::pair<StepRecord, std::string>> run_single_step_for(const std::string& name, const Session& session,
                                                               const std::string& kind, Json parameters,
                                                               const std::string& file);

/// The same in a data folder, where the artefacts stay; what was done there before is not done again. The file has at
/// most `largest_file` bytes.
Result<StepRecord> run_step_in(const Workspace& workspace, const Session& session, const std::string& kind,
                               Json parameters, const std::string& file, std::uint64_t largest_file);

/// The extension of a file name in lower case, without dot.
std::string extension_of(const std::string& file);

}  // namespace integrart
