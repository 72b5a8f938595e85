#include "pipeline/engine/plan.h"

#include <fmt/format.h>

namespace integrart {

namespace {

Json json_of(const PlannedInput& input) {
  Json json = Json::object({{"role", input.role}});
  if (input.artefact) {
    json["artefact"] = input.artefact->to_json();
    json["name"] = input.name;
  } else {
    json["step"] = input.step;
    if (!input.file.empty()) json["file"] = input.file;
  }
  return json;
}

std::string text_of(const PlannedInput& input) {
  if (input.artefact) return fmt::format("{}={}", input.role, input.artefact->digest.hex().substr(0, 12));
  if (input.file.empty()) return fmt::format("{}=<{}>", input.role, input.step);
  return fmt::format("{}=<{}>/{}", input.role, input.step, input.file);
}

}  // namespace

Json Plan::to_json() const {
  Json json = Json::object({{"schema", "plan/1"}, {"work", work}});
  json["steps"] = Json::empty_array();
  for (const PlannedStep& step : steps) {
    Json inputs = Json::empty_array();
    for (const PlannedInput& input : step.inputs) inputs.push_back(json_of(input));
    json["steps"].push_back(Json::object({{"id", step.id},
                                          {"kind", step.kind},
                                          {"parameters", step.parameters},
                                          {"inputs", std::move(inputs)},
                                          {"required", step.required}}));
  }
  json["notes"] = Json::empty_array();
  for (const Message& note : notes) json["notes"].push_back(integrart::to_json(note));
  for (const FilterNotRun& filter : not_run)
    json["not_run"].push_back(Json::object({{"filter", filter.filter}, {"reason", integrart::to_json(filter.reason)}}));
  return json;
}

std::string Plan::to_text(std::string_view language) const {
  std::string text = work + "\n";
  for (const PlannedStep& step : steps) {
    text += fmt::format("  {}", step.id);
    for (const PlannedInput& input : step.inputs) text += "  " + text_of(input);
    if (!step.parameters.members().empty()) text += "  " + step.parameters.dump();
    text += step.required ? "\n" : "  (optional)\n";
  }
  for (const Message& note : notes) text += fmt::format("  - {}\n", render(note, language));
  for (const FilterNotRun& filter : not_run) text += fmt::format("  - {}\n", render(filter.reason, language));
  return text;
}

const PlannedStep* Plan::find(std::string_view id) const {
  for (const PlannedStep& step : steps)
    if (step.id == id) return &step;
  return nullptr;
}

}  // namespace integrart
