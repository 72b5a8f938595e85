#include "pipeline/cli/single_step.h"

#include <filesystem>

#include "pipeline/base/limits.h"
#include "pipeline/base/text.h"
#include "pipeline/cli/workspace.h"
#include "pipeline/engine/known_step.h"
#include "pipeline/engine/step_key.h"

namespace integrart {

std::string extension_of(const std::string& file) {
  std::string extension = std::filesystem::path(file).extension().string();
  if (!extension.empty()) extension.erase(0, 1);
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}

Result<StepRecord> run_step_in(const Workspace& workspace, const Session& session, const std::string& kind,
                               Json parameters, const std::string& file, std::uint64_t largest_source) {
  const StepKind* step_kind = find_by_id(session.catalogue.steps, kind);
  if (step_kind == nullptr) return fail(Errc::internal, "engine.step_unknown", {{"kind", kind}});
  TRY_ASSIGN(const auto opened, open_regular_file(file, largest_source));
  TRY_ASSIGN(const ArtefactRef source, workspace.store().import_file(opened.second, "application/octet-stream"));
  const std::vector<KeyInput> inputs{{"source", source.digest.hex()}};
  const StepKey key = key_of(*step_kind, parameters, inputs);
  TRY_ASSIGN(KnownStep known, known_step(key.hex, workspace.ledger(), workspace.store()));
  if (known.record) return std::move(*known.record);
  UnitStep step{kind, kind, std::move(parameters), {}, key.hex, key.preimage};
  step.inputs.push_back({"source", source, display_name(file), {}});
  Unit unit;
  unit.work = "file";
  unit.steps.push_back(std::move(step));
  TRY_ASSIGN(const UnitOutcome outcome, run_unit(unit, workspace.services(session.catalogue), session.stop, {}));
  if (outcome.steps.front().error) return tl::unexpected<Error>(*outcome.steps.front().error);
  TRY_ASSIGN(auto record, workspace.ledger().find(key.hex));
  if (!record) return fail(Errc::internal, "engine.record_missing", {{"step", kind}});
  return std::move(*record);
}

namespace {

Result<StepRecord> run_in(const Workspace& workspace, const Session& session, const std::string& kind, Json parameters,
                          const std::string& file) {
  return run_step_in(workspace, session, kind, std::move(parameters), file, MediaLimits{}.source_bytes);
}

}  // namespace

Result<StepRecord> run_single_step(const Session& session, const std::string& kind, Json parameters,
                                   const std::string& file) {
  TRY_ASSIGN(const Workspace workspace, Workspace::temporary());
  return run_in(workspace, session, kind, std::move(parameters), file);
}

Result<std::pair<StepRecord, std::string>> run_single_step_for(const std::string& name, const Session& session,
                                                               const std::string& kind, Json parameters,
                                                               const std::string& file) {
  TRY_ASSIGN(const Workspace workspace, Workspace::temporary());
  TRY_ASSIGN(StepRecord record, run_in(workspace, session, kind, std::move(parameters), file));
  for (const StepFile& made : record.files) {
    if (made.name != name) continue;
    TRY_ASSIGN(const auto opened, workspace.store().open(made.artefact.digest));
    TRY_ASSIGN(std::string bytes, read_all(opened.second, made.artefact.bytes));
    return std::pair(std::move(record), std::move(bytes));
  }
  return fail(Errc::internal, "engine.input_missing", {{"role", name}});
}

}  // namespace integrart
