#include "pipeline/engine/judge_parameters.h"

#include <algorithm>
#include <set>

#include "pipeline/base/filter.h"
#include "pipeline/engine/filter_planning.h"

namespace integrart {

namespace {

bool is_look(const StepProgress& step) {
  return step.planned.id.starts_with("filter:");
}

std::string filter_of(const StepProgress& step) {
  return step.planned.parameters.at_or_null("filter").string_or("");
}

/// Steps that read the words inside a file for the looks of several filters.
bool reads_words_inside(const PlannedStep& step) {
  return step.kind == "written_words" || step.kind == "picture_words";
}

/// Pictures of words, damaged tracks and tags: nobody read what they say.
bool left_words_unread(const StepProgress& step) {
  return step.record && !step.record->document.at_or_null("evidence").at_or_null("unread").items().empty();
}

/// A look that began and could not end, or had nothing to look at because what is written in the file could not be
/// read.
bool has_failed(const StepProgress& step, const std::vector<StepProgress>& steps) {
  if (step.state == StepState::failed || left_words_unread(step)) return true;
  return std::ranges::any_of(step.planned.inputs, [&](const PlannedInput& input) {
    return std::ranges::any_of(steps, [&](const StepProgress& other) {
      return other.planned.id == input.step && reads_words_inside(other.planned) && other.state == StepState::failed;
    });
  });
}

/// Each picture that moves must have been looked at, and the words about a work and inside its file, whatever else the
/// filter saw.
bool a_look_was_lost(const std::vector<StepProgress>& steps, std::string_view filter) {
  return std::ranges::any_of(steps, [&](const StepProgress& step) {
    const bool looks_too = step.planned.kind == "filter_animation" || step.planned.kind == "filter_labels";
    return looks_too && (!step.is_made() || left_words_unread(step)) && filter_of(step) == filter;
  });
}

bool applies_to(const Filter& filter, const std::optional<SourceFacts>& facts) {
  const bool pictures =
      facts && ((filter.make_sink != nullptr && facts->video) || (filter.looks_at_stills && facts->kind == "image") ||
                (looks_at_animations(filter) && facts->kind == "image" && facts->duration_seconds > 0));
  const bool words = filter.look_at_text != nullptr && facts && facts->kind == "text";
  const bool likeness = filter.look_at_likeness != nullptr && facts && facts->kind != "text";
  return pictures || words || likeness || filter.look_at_facts != nullptr;
}

/// Filters that saw the work itself.
std::set<std::string> filters_that_looked(const std::vector<StepProgress>& steps) {
  std::set<std::string> looked;
  for (const StepProgress& step : steps)
    if (is_look(step) && step.planned.kind != "filter_labels" && step.is_made()) looked.insert(filter_of(step));
  for (const StepProgress& step : steps)  // one of several models that failed has not looked
    if (is_look(step) && step.is_lost() && step.planned.parameters.find("model") != nullptr)
      looked.erase(filter_of(step));
  return looked;
}

}  // namespace

Json judge_parameters(const std::vector<StepProgress>& steps, const std::optional<SourceFacts>& facts,
                      const CollectionWork& work, const WorkBuildSettings& settings) {
  const std::set<std::string> looked = filters_that_looked(steps);
  std::vector<std::string> missing;
  for (const Filter* filter : settings.catalogue.filters) {
    const bool has_looked = !applies_to(*filter, facts) || looked.contains(std::string(filter->id));
    if (!has_looked || a_look_was_lost(steps, filter->id)) missing.emplace_back(filter->id);
  }
  for (const auto* const asked : {&settings.policy.required_filters, &settings.policy.required_unless_seen})
    for (const std::string& id : *asked)
      if (find_by_id(settings.catalogue.filters, id) == nullptr) missing.push_back(id);  // asked for, and not there
  std::set<std::string> failed;
  for (const StepProgress& step : steps)
    if (is_look(step) && has_failed(step, steps)) failed.insert(filter_of(step));
  Circumstances circumstances;
  if (work.consent) circumstances = {work.consent->people > 0, work.consent->minors, work.consent->people};
  circumstances.seen = work.seen;
  return Json::object({{"policy", settings.policy.to_json()},
                       {"missing", json_list(missing)},
                       {"failed", json_list({failed.begin(), failed.end()})},
                       {"circumstances", circumstances.to_json()}});
}

}  // namespace integrart
