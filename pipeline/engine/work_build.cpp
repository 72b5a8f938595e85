#include "pipeline/engine/work_build.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ranges>
#include <set>

#include "pipeline/base/filter.h"
#include "pipeline/engine/judge_parameters.h"
#include "pipeline/engine/known_step.h"
#include "pipeline/engine/label_masks.h"
#include "pipeline/engine/missing_track.h"
#include "pipeline/engine/work_title.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 6> state_names{"waiting", "running", "ran", "cached", "failed", "skipped"};

/// The step found that there is nothing to make: what would need it is not made either.
bool came_to_nothing(const StepProgress& step) {
  return step.record && step.record->document.at_or_null("nothing").boolean_or(false);
}

/// A model is one step's own business: it changes nothing about what is decoded.
bool is_decoded_alike(const UnitStep& one, const UnitStep& other) {
  const auto decides = [](const UnitInput& input) { return input.role != "model"; };
  auto ours = one.inputs | std::views::filter(decides);
  auto theirs = other.inputs | std::views::filter(decides);
  return std::ranges::equal(ours, theirs, [](const UnitInput& a, const UnitInput& b) {
    return a.role == b.role && a.artefact == b.artefact && a.document == b.document;
  });
}

const StepFile* file_of(const StepRecord& record, const std::string& name) {
  if (name == "*") return record.files.empty() ? nullptr : &record.files.front();
  for (const StepFile& file : record.files)
    if (file.name == name) return &file;
  return nullptr;
}

}  // namespace

std::string_view name_of(StepState state) {
  return state_names[static_cast<std::size_t>(state)];
}

void WorkBuild::begin(Result<WorkSources> sources) {
  if (!sources) {
    m_errors.push_back(std::move(sources).error());
    return;
  }
  m_sources = std::move(*sources);
  add_step(plan_probe(m_work, m_sources));
}

void WorkBuild::add_step(PlannedStep step) {
  m_steps.push_back({std::move(step), StepState::waiting, {}, std::nullopt, std::nullopt, false});
}

std::vector<Unit> WorkBuild::advance() {
  // Steps may be added while we walk (the plan follows the probe), so begin anew after every change.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < m_steps.size() && !changed; ++i) changed = settle_one(m_steps[i]);
  }
  std::vector<Unit> units;
  for (StepProgress& step : m_steps) {
    if (step.state != StepState::waiting || !inputs_settled(step)) continue;
    auto prepared = unit_step(step);
    if (!prepared) {
      fail_step(step, std::move(prepared).error());
      continue;
    }
    if (twin_runs(prepared->key)) {
      step.key = {};  // it is looked for again when the twin has ended
      continue;
    }
    step.state = StepState::running;
    add_to_units(step, std::move(*prepared), units);
  }
  for (const Unit& unit : units)
    for (const UnitStep& step : unit.steps) m_running[unit.id()].push_back(step.id);
  return units;
}

/// Whether another step that makes the same of the same is running: what it makes serves both.
bool WorkBuild::twin_runs(const std::string& key) const {
  return std::ranges::any_of(
      m_steps, [&](const StepProgress& other) { return other.state == StepState::running && other.key.hex == key; });
}

/// Finds a waiting step in the ledger, runs it here when it is trusted, or skips it when an input is lost or nothing is
/// to run. True when anything changed.
bool WorkBuild::settle_one(StepProgress& step) {
  if (step.state != StepState::waiting || !inputs_settled(step)) return false;
  if (input_is_lost(step)) {
    step.state = StepState::skipped;
    return true;
  }
  const auto prepared = unit_step(step);
  if (!prepared) {
    fail_step(step, prepared.error());
    return true;
  }
  if (step.key.hex == prepared->key) return false;  // looked for already: it must run
  step.key = {prepared->key, prepared->preimage};
  auto done_before = known(step);
  if (!done_before) {
    fail_step(step, std::move(done_before).error());
    return true;
  }
  if (*done_before) {
    const auto is_twin = [&](const StepProgress& other) {
      return other.state == StepState::ran && other.key.hex == step.key.hex;
    };
    take_record(step, std::move(**done_before),
                std::ranges::any_of(m_steps, is_twin) ? StepState::ran : StepState::cached);
    return true;
  }
  if (m_settings.only_known) {
    if (m_missing_step.empty()) m_missing_step = step.planned.id;
    step.state = StepState::skipped;
    return true;
  }
  const StepKind* kind = find_by_id(m_settings.catalogue.steps, step.planned.kind);
  if (kind == nullptr || !kind->trusted) return false;
  run_trusted(step, *prepared);
  return true;
}

/// What an earlier build or a killed one has made of the step; with a note when that is gone and must be made again.
Result<std::optional<StepRecord>> WorkBuild::known(StepProgress& step) {
  if (m_settings.store == nullptr) return m_settings.ledger.find(step.key.hex);
  TRY_ASSIGN(KnownStep found, known_step(step.key.hex, m_settings.ledger, *m_settings.store));
  step.files_were_gone = found.files_were_gone;
  if (found.files_were_gone) m_notes.push_back({"engine.made_again", {{"step", step.planned.id}}});
  return std::move(found.record);
}

bool WorkBuild::inputs_settled(const StepProgress& step) const {
  if (step.planned.kind == "draft" && !m_drafts_allowed) return false;
  if (step.planned.kind == "filter_likeness" && !m_other_works) return false;
  return std::all_of(step.planned.inputs.begin(), step.planned.inputs.end(), [&](const PlannedInput& input) {
    const StepProgress* made_by = input.step.empty() ? nullptr : find(input.step);
    return input.step.empty() || (made_by != nullptr && made_by->is_settled());
  });
}

/// A judgement goes on without a filter's findings (they are missing evidence then); other steps need all inputs but
/// the optional ones, and one of these at least.
bool WorkBuild::input_is_lost(const StepProgress& step) const {
  if (step.planned.kind == "judge" || step.planned.inputs.empty()) return false;
  const auto lost = [&](const PlannedInput& input) {
    const StepProgress* made_by = input.step.empty() ? nullptr : find(input.step);
    return made_by != nullptr && (made_by->is_lost() || came_to_nothing(*made_by));
  };
  return std::ranges::any_of(step.planned.inputs, [&](const auto& input) { return !input.optional && lost(input); }) ||
         std::ranges::all_of(step.planned.inputs, lost);
}

Result<UnitStep> WorkBuild::unit_step(const StepProgress& step) const {
  const StepKind* kind = find_by_id(m_settings.catalogue.steps, step.planned.kind);
  if (kind == nullptr) return fail(Errc::internal, "engine.step_unknown", {{"kind", step.planned.kind}});
  TRY_ASSIGN(Json parameters, parameters_of(step));
  UnitStep unit{step.planned.id, step.planned.kind, std::move(parameters), {}, "", ""};
  std::vector<KeyInput> key_inputs;
  for (const PlannedInput& planned : step.planned.inputs) {
    UnitInput input{planned.role, planned.artefact, planned.name.empty() ? planned.step : planned.name, {}};
    std::string digest = planned.artefact ? planned.artefact->digest.hex() : "";
    if (!planned.step.empty()) {
      const StepRecord* made = record(planned.step);
      if (made == nullptr) continue;
      input.document = made->document;
      digest = digest_of(made->document.dump()).hex();
      if (!planned.file.empty()) {
        const StepFile* file = file_of(*made, planned.file);
        if (file == nullptr) return fail(Errc::internal, "engine.input_missing", {{"role", planned.role}});
        input.artefact = file->artefact;
        digest = file->artefact.digest.hex() + "+" + digest;
      }
    }
    key_inputs.push_back({planned.role, digest});
    unit.inputs.push_back(std::move(input));
  }
  const StepKey key = key_of(*kind, unit.parameters, key_inputs);
  unit.key = key.hex;
  unit.preimage = key.preimage;
  return unit;
}

void WorkBuild::run_trusted(StepProgress& step, const UnitStep& unit) {
  const StepKind* kind = find_by_id(m_settings.catalogue.steps, step.planned.kind);
  std::vector<StepInput> inputs;
  for (const UnitInput& input : unit.inputs) {
    StepInput& given = inputs.emplace_back();
    given.role = input.role;
    given.file.name = input.name;
    given.document = input.document;
  }
  const auto begin = std::chrono::steady_clock::now();
  StepContext context{
      unit.parameters, inputs, {}, m_settings.catalogue, {}, m_settings.drafts.stop, m_settings.drafts.translator};
  auto output = kind->run(context);
  if (!output) {
    fail_step(step, std::move(output).error());
    return;
  }
  StepRecord record{
      unit.key, unit.kind, kind->version, unit.preimage, {}, std::move(output->document), std::move(output->notes), 0,
      0,        ""};
  record.wall_seconds = record.cpu_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (output->final)
    if (auto recorded = m_settings.ledger.record(record); !recorded) {
      fail_step(step, std::move(recorded).error());
      return;
    }
  take_record(step, std::move(record), StepState::ran);
}

/// All steps of a decode pass have its notes.
void WorkBuild::note_once(const std::vector<Message>& notes) {
  for (const Message& note : notes)
    if (std::ranges::find(m_notes, note) == m_notes.end()) m_notes.push_back(note);
}

void WorkBuild::take_record(StepProgress& step, StepRecord record, StepState state) {
  note_once(record.notes);
  step.record = std::move(record);
  step.state = state;
  if (step.planned.id == "probe")
    go_on_after_probe(StepRecord(*step.record));
  else if (step.planned.id == masked_labels_step)
    go_on_after_masks(StepRecord(*step.record));
}

void WorkBuild::fail_step(StepProgress& step, Error error) {
  step.state = StepState::failed;
  step.error = error;
  if (step.planned.required) {
    // All steps of a decode pass fail by the same broken source: said once.
    const bool said =
        std::any_of(m_errors.begin(), m_errors.end(), [&](const Error& earlier) { return earlier.what == error.what; });
    if (!said) m_errors.push_back(std::move(error));
  } else {
    m_notes.push_back({"engine.optional_step_failed", {{"step", step.planned.id}, {"reason", render(error)}}});
  }
}

/// The title may be known only now; with "mask: personal_data" nothing else sees words that are not masked.
void WorkBuild::go_on_after_probe(const StepRecord& probe) {
  const auto facts = SourceFacts::from_json(probe.document);
  if (!facts) {
    m_errors.push_back(facts.error());
    return;
  }
  take_title_of_file(*facts, m_work);
  if (m_work.masks_words)
    add_step(plan_masked_labels(m_work, m_settings.recipe, m_settings.catalogue, m_settings.today));
  else
    plan_the_rest(*facts);
}

void WorkBuild::go_on_after_masks(const StepRecord& masked) {
  auto taken = take_masked_labels(masked.document, m_work);
  const StepRecord* probe = record("probe");
  auto facts = probe != nullptr ? SourceFacts::from_json(probe->document)
                                : fail(Errc::internal, "engine.input_missing", {{"role", std::string("probe")}});
  if (taken && facts)
    plan_the_rest(*facts);
  else
    m_errors.push_back(taken ? std::move(facts).error() : std::move(taken).error());
}

void WorkBuild::plan_the_rest(const SourceFacts& facts) {
  const DraftWishes drafts = m_settings.drafts.translator != nullptr ? m_settings.drafts.wishes : DraftWishes{};
  auto plan = plan_work(m_work, m_sources, facts, m_settings.recipe, m_settings.catalogue, drafts, m_settings.today);
  if (!plan) {
    m_errors.push_back(std::move(plan).error());
    return;
  }
  m_facts = facts;
  for (Message& note : plan->notes) m_notes.push_back(std::move(note));
  m_filters_not_run = std::move(plan->not_run);
  for (PlannedStep& step : plan->steps)
    if (step.id != "probe") add_step(std::move(step));
}

Result<Json> WorkBuild::parameters_of(const StepProgress& step) const {
  if (step.planned.kind == "judge") return judge_parameters(m_steps, m_facts, m_work, m_settings);
  if (step.planned.kind == "draft") return draft_parameters(step);
  if (step.planned.kind == "filter_likeness") {
    Json parameters = step.planned.parameters;
    parameters["other_works"] = m_other_works.value_or(Json::empty_array());
    return parameters;
  }
  return step.planned.parameters;
}

/// What memory, glossary and engines have for the lines is known only now.
Result<Json> WorkBuild::draft_parameters(const StepProgress& step) const {
  if (m_settings.drafts.translator == nullptr)
    return fail(Errc::internal, "engine.step_unknown", {{"kind", step.planned.kind}});
  std::vector<const Json*> documents;
  std::vector<std::string> roles;
  for (const PlannedInput& input : step.planned.inputs)
    if (const StepRecord* made = record(input.step)) {
      documents.push_back(&made->document);
      roles.push_back(input.role);
    }
  TRY_ASSIGN(const MissingTrack missing, missing_track(step.planned.parameters, roles, documents));
  Json parameters = step.planned.parameters;
  TRY_ASSIGN(parameters["basis"], m_settings.drafts.translator->basis(missing));
  return parameters;
}

void WorkBuild::add_to_units(const StepProgress& step, UnitStep prepared, std::vector<Unit>& units) const {
  const StepKind* kind = find_by_id(m_settings.catalogue.steps, step.planned.kind);
  const bool frames = kind != nullptr && kind->make_sink != nullptr;
  const auto same_inputs = [&](const Unit& unit) {
    const UnitStep& first = unit.steps.front();
    const StepKind* first_kind = find_by_id(m_settings.catalogue.steps, first.kind);
    if (first_kind == nullptr || first_kind->make_sink == nullptr) return false;
    return is_decoded_alike(first, prepared) && !find(first.id)->alone;
  };
  if (frames && !step.alone)
    if (const auto unit = std::find_if(units.begin(), units.end(), same_inputs); unit != units.end()) {
      unit->steps.push_back(std::move(prepared));
      return;
    }
  Unit unit;
  unit.work = m_work.id;
  unit.media_seconds = m_facts ? m_facts->duration_seconds : 0;
  for (const UnitInput& input : prepared.inputs)  // of another file than the work's, perhaps
    if (input.role == "facts") unit.media_seconds = input.document.at_or_null("duration_seconds").number_or(0);
  unit.steps.push_back(std::move(prepared));
  units.push_back(std::move(unit));
}

void WorkBuild::unit_done(const std::string& unit, const UnitOutcome& outcome) {
  const auto running = m_running.extract(unit);
  if (running.empty()) return;
  note_once(outcome.notes);
  // Another work, or an earlier build, may have begun it, with other names for the same steps: only the order is
  // common.
  const std::vector<std::string>& ours = running.mapped();
  for (std::size_t i = 0; i < outcome.steps.size() && i < ours.size(); ++i) {
    const UnitStepOutcome& result = outcome.steps[i];
    StepProgress* step = find_mutable(ours[i]);
    if (step == nullptr || step->state != StepState::running) continue;
    if (result.error) {
      fail_step(*step, *result.error);
      continue;
    }
    auto record = m_settings.ledger.find(step->key.hex);
    if (record && *record)
      take_record(*step, std::move(**record), StepState::ran);
    else
      fail_step(*step, record ? Error{Errc::internal,
                                      {"engine.record_missing", {{"step", ours[i]}}},
                                      {},
                                      std::source_location::current()}
                              : record.error());
  }
}

void WorkBuild::unit_failed(const std::string& unit, const Error& error) {
  const auto running = m_running.extract(unit);
  if (running.empty()) return;
  const bool take_apart = running.mapped().size() > 1 && error.code != Errc::cancelled;
  for (const std::string& id : running.mapped()) {
    StepProgress* step = find_mutable(id);
    if (step == nullptr) continue;
    if (!take_apart) {
      fail_step(*step, error);
      continue;
    }
    step->alone = true;
    step->state = StepState::waiting;
  }
}

bool WorkBuild::finished() const {
  return m_running.empty() &&
         std::all_of(m_steps.begin(), m_steps.end(), [](const StepProgress& step) { return step.is_settled(); });
}

bool WorkBuild::failed() const {
  return !m_errors.empty();
}

StepProgress* WorkBuild::find_mutable(std::string_view id) {
  for (StepProgress& step : m_steps)
    if (step.planned.id == id) return &step;
  return nullptr;
}

const StepProgress* WorkBuild::find(std::string_view id) const {
  for (const StepProgress& step : m_steps)
    if (step.planned.id == id) return &step;
  return nullptr;
}

const StepRecord* WorkBuild::record(std::string_view id) const {
  const StepProgress* step = find(id);
  return step != nullptr && step->record ? &*step->record : nullptr;
}

}  // namespace integrart
