#pragma once
// A unit of work: the steps that run together in one child process. One plain step, or all frame steps of a source that
// missed the ledger (the decode pass). Units travel as ticket payloads and child requests.

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/engine/step.h"

namespace integrart {

struct UnitInput {
  std::string role;
  std::optional<ArtefactRef> artefact;  // absent: only the document is needed
  std::string name;                     // for messages
  Json document;
};
struct UnitStep {
  std::string id;  // in the plan
  std::string kind;
  Json parameters;
  std::vector<UnitInput> inputs;
  std::string key;
  std::string preimage;
};
struct Unit {
  std::string work;
  std::vector<UnitStep> steps;
  double media_seconds = 0;  // of the source, for bounds that grow with it

  Json to_json() const;
  static Result<Unit> from_json(const Json& json);
  /// Digest of the keys: two units that would do the same are one job.
  std::string id() const;
};

/// What became of each step of a unit, in its order.
struct UnitStepOutcome {
  std::string id;
  std::optional<Error> error;  // absent: recorded in the ledger under its key
};
struct UnitOutcome {
  std::vector<UnitStepOutcome> steps;
  std::vector<Message> notes;  // of the decode pass, about the source; the records of its steps have them too
  double cpu_seconds = 0;
  double wall_seconds = 0;
  std::uint64_t peak_memory_bytes = 0;

  Json to_json() const;
  static Result<UnitOutcome> from_json(const Json& json);
};

}  // namespace integrart
