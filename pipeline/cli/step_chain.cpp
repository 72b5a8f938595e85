#include "pipeline/cli/step_chain.h"

#include <filesystem>

#include "pipeline/base/text.h"
#include "pipeline/engine/known_step.h"
#include "pipeline/engine/output_folder.h"
#include "pipeline/engine/step_key.h"

namespace integrart {

Result<StepChain> StepChain::open(const Session& session, const std::string& data_folder) {
  auto workspace = data_folder.empty() ? Workspace::temporary() : Workspace::open(std::filesystem::path(data_folder));
  if (!workspace) return tl::unexpected<Error>(std::move(workspace).error());
  return StepChain(session, std::move(*workspace));
}

Result<UnitInput> StepChain::source(const std::string& role, const std::string& file, std::uint64_t limit) {
  const std::filesystem::path path(file);
  TRY_ASSIGN(const SourceFolder folder, SourceFolder::open(path.has_parent_path() ? path.parent_path() : "."));
  TRY_ASSIGN(SourceFile imported,
             folder.import(path.filename().string(), limit, m_workspace.store(), m_workspace.ledger()));
  return UnitInput{role, std::move(imported.artefact), display_name(file), {}};
}

Result<UnitInput> StepChain::made(const std::string& role, const StepRecord& record, const std::string& name) {
  UnitInput input{role, std::nullopt, record.kind, record.document};
  if (name.empty()) return input;
  for (const StepFile& file : record.files)
    if (file.name == name) input.artefact = file.artefact;
  if (!input.artefact) return fail(Errc::internal, "engine.input_missing", {{"role", role}});
  return input;
}

Result<> StepChain::save(const StepRecord& record, const std::string& target) const {
  if (record.files.size() != 1) return fail(Errc::internal, "engine.input_missing", {{"role", record.kind}});
  return write_output_file(target, record.files.front().artefact, m_workspace.store());
}

Result<StepRecord> StepChain::run(const std::string& kind, Json parameters, std::vector<UnitInput> inputs,
                                  double media_seconds) {
  const StepKind* step_kind = find_by_id(m_session.catalogue.steps, kind);
  if (step_kind == nullptr) return fail(Errc::internal, "engine.step_unknown", {{"kind", kind}});
  std::vector<KeyInput> key_inputs;
  for (const UnitInput& input : inputs) {
    std::string digest = input.artefact ? input.artefact->digest.hex() : "";
    if (!input.document.is_null()) digest += (digest.empty() ? "" : "+") + digest_of(input.document.dump()).hex();
    key_inputs.push_back({input.role, digest});
  }
  const StepKey key = key_of(*step_kind, parameters, key_inputs);
  TRY_ASSIGN(KnownStep known, known_step(key.hex, m_workspace.ledger(), m_workspace.store()));
  if (known.record) return std::move(*known.record);
  Unit unit;
  unit.work = "file";
  unit.media_seconds = media_seconds;
  unit.steps.push_back({kind, kind, std::move(parameters), std::move(inputs), key.hex, key.preimage});
  TRY_ASSIGN(const UnitOutcome outcome, run_unit(unit, m_workspace.services(m_session.catalogue), m_session.stop, {}));
  if (outcome.steps.front().error) return tl::unexpected<Error>(*outcome.steps.front().error);
  TRY_ASSIGN(auto record, m_workspace.ledger().find(key.hex));
  if (!record) return fail(Errc::internal, "engine.record_missing", {{"step", kind}});
  return std::move(*record);
}

}  // namespace integrart
