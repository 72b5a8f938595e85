#pragma once
// A few steps over files, one after the other, each in a sandboxed child; what the data folder remembers is not done
// again.

#include <string>
#include <vector>

#include "pipeline/cli/session.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/sources.h"
#include "pipeline/engine/unit.h"

namespace integrart {

class StepChain {
 public:
  /// `data_folder` as builds have it, so that they share results; empty: a temporary one that remembers nothing.
  static Result<StepChain> open(const Session& session, const std::string& data_folder);

  /// A file on the way into the store; role "source" or whatever the step calls it.
  Result<UnitInput> source(const std::string& role, const std::string& file, std::uint64_t limit);
  /// The document of an earlier step, and its file `name` unless empty.
  static Result<UnitInput> made(const std::string& role, const StepRecord& record, const std::string& name);

  /// Runs step kind `kind`, or finds it in the ledger. `media_seconds` for bounds that grow with the medium.
  Result<StepRecord> run(const std::string& kind, Json parameters, std::vector<UnitInput> inputs, double media_seconds);

  /// Writes a copy of the one file that the step made.
  Result<> save(const StepRecord& record, const std::string& target) const;

 private:
  StepChain(const Session& session, Workspace workspace) : m_session(session), m_workspace(std::move(workspace)) {}

  const Session& m_session;
  Workspace m_workspace;
};

}  // namespace integrart
