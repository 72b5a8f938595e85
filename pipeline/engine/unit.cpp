#include "pipeline/engine/unit.h"

#include "pipeline/base/digest.h"

namespace integrart {

namespace {

Json json_of(const UnitInput& input) {
  return Json::object({{"role", input.role},
                       {"artefact", input.artefact ? input.artefact->to_json() : Json()},
                       {"name", input.name},
                       {"document", input.document}});
}

Result<UnitInput> input_from(const Json& json) {
  UnitInput input;
  TRY_ASSIGN(input.role, json.require_string("role"));
  if (const Json& artefact = json.at_or_null("artefact"); !artefact.is_null()) {
    TRY_ASSIGN(input.artefact, ArtefactRef::from_json(artefact));
  }
  input.name = json.at_or_null("name").string_or("");
  input.document = json.at_or_null("document");
  return input;
}

Json json_of(const UnitStep& step) {
  Json inputs = Json::empty_array();
  for (const UnitInput& input : step.inputs) inputs.push_back(json_of(input));
  return Json::object({{"id", step.id},
                       {"kind", step.kind},
                       {"parameters", step.parameters},
                       {"inputs", std::move(inputs)},
                       {"key", step.key},
                       {"preimage", step.preimage}});
}

Result<UnitStep> step_from(const Json& json) {
  UnitStep step;
  TRY_ASSIGN(step.id, json.require_string("id"));
  TRY_ASSIGN(step.kind, json.require_string("kind"));
  TRY_ASSIGN(step.key, json.require_string("key"));
  TRY_ASSIGN(step.preimage, json.require_string("preimage"));
  step.parameters = json.at_or_null("parameters");
  for (const Json& item : json.at_or_null("inputs").items()) {
    TRY_ASSIGN(UnitInput input, input_from(item));
    step.inputs.push_back(std::move(input));
  }
  return step;
}

}  // namespace

Json Unit::to_json() const {
  Json list = Json::empty_array();
  for (const UnitStep& step : steps) list.push_back(json_of(step));
  return Json::object({{"work", work}, {"steps", std::move(list)}, {"media_seconds", media_seconds}});
}

Result<Unit> Unit::from_json(const Json& json) {
  Unit unit;
  TRY_ASSIGN(unit.work, json.require_string("work"));
  unit.media_seconds = json.at_or_null("media_seconds").number_or(0);
  for (const Json& item : json.at_or_null("steps").items()) {
    TRY_ASSIGN(UnitStep step, step_from(item));
    unit.steps.push_back(std::move(step));
  }
  return unit;
}

std::string Unit::id() const {
  Hasher hasher;
  for (const UnitStep& step : steps) hasher.add(step.key + "\n");
  return hasher.finish().hex();
}

Json UnitOutcome::to_json() const {
  Json list = Json::empty_array();
  for (const UnitStepOutcome& step : steps)
    list.push_back(Json::object({{"id", step.id}, {"error", step.error ? integrart::to_json(*step.error) : Json()}}));
  Json texts = Json::empty_array();
  for (const Message& note : notes) texts.push_back(integrart::to_json(note));
  return Json::object({{"steps", std::move(list)},
                       {"notes", std::move(texts)},
                       {"cpu_seconds", cpu_seconds},
                       {"wall_seconds", wall_seconds},
                       {"peak_memory_bytes", static_cast<long long>(peak_memory_bytes)}});
}

Result<UnitOutcome> UnitOutcome::from_json(const Json& json) {
  UnitOutcome outcome;
  for (const Json& item : json.at_or_null("steps").items()) {
    UnitStepOutcome step;
    TRY_ASSIGN(step.id, item.require_string("id"));
    if (const Json& error = item.at_or_null("error"); !error.is_null()) {
      TRY_ASSIGN(step.error, error_from_json(error));
    }
    outcome.steps.push_back(std::move(step));
  }
  for (const Json& note : json.at_or_null("notes").items()) {
    TRY_ASSIGN(Message message, message_from_json(note));
    outcome.notes.push_back(std::move(message));
  }
  outcome.cpu_seconds = json.at_or_null("cpu_seconds").number_or(0);
  outcome.wall_seconds = json.at_or_null("wall_seconds").number_or(0);
  outcome.peak_memory_bytes = static_cast<std::uint64_t>(json.at_or_null("peak_memory_bytes").integer_or(0));
  return outcome;
}

}  // namespace integrart
