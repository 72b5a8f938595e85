#include "pipeline/engine/filter_planning.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "pipeline/base/filter.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/base/text.h"
#include "pipeline/engine/face_masks.h"
#include "pipeline/engine/likeness.h"
#include "pipeline/engine/sound_planning.h"
#include "pipeline/engine/work_labels.h"

namespace integrart {

namespace {

void add(Plan& plan, std::string id, std::string kind, Json parameters, std::vector<PlannedInput> inputs,
         bool required = false) {
  plan.steps.push_back({std::move(id), std::move(kind), std::move(parameters), std::move(inputs), required});
}

bool is_wanted(const Recipe& recipe, std::string_view filter) {
  return std::ranges::any_of(recipe.filters, [&](const std::string& id) { return id == "all" || id == filter; });
}

std::vector<PlannedInput> compared_with_lists(const FilterPlanning& about, const std::string& fingerprint) {
  std::vector<PlannedInput> inputs{from_step("fingerprint", fingerprint, "")};
  for (std::size_t i = 0; i < about.sources.known_media.size(); ++i)
    inputs.push_back(from_source(fmt::format("known:{}", i), about.sources.known_media[i]));
  return inputs;
}

/// What is heard in other languages may be on a list as well. It is like its own work, so works are not compared with
/// it.
void plan_likeness_of_other_sounds(const FilterPlanning& about, const std::string& id, const Json& parameters,
                                   Plan& plan) {
  for (const auto& [language, source] : about.sources.audio) {
    const std::string taken = std::string(fingerprint_step) + "_of_sound:" + language;
    add(plan, taken, "fingerprint", Json::empty_object(),
        {from_source("source", source), from_step("facts", "probe:" + language, "")}, true);
    add(plan, "filter:" + id + ":sound:" + language, "filter_likeness", parameters, compared_with_lists(about, taken),
        true);
  }
}

/// A fingerprint is taken once, and compared with lists and other works. Who gives a list must know that it was used:
/// a list that cannot be read stops the work.
void plan_likeness(const FilterPlanning& about, const std::string& id, const Json& parameters, Plan& plan) {
  const bool required = !about.sources.known_media.empty();
  const std::string taken(fingerprint_step);
  if (about.facts.kind == "image")
    add(plan, taken, "fingerprint_picture", Json::empty_object(), {from_source("source", about.sources.main)},
        required);
  else
    add(plan, taken, "fingerprint", Json::empty_object(), about.decoded, required);
  add(plan, "filter:" + id, "filter_likeness", parameters, compared_with_lists(about, taken), required);
}

void give_term_lists(const Recipe& recipe, Json& parameters) {
  if (!recipe.term_lists.empty()) parameters["term_lists"] = recipe.to_json().at_or_null("term_lists");
}

/// The step of the other kind that reads the same file: the words of a file that holds cues are looked at as theirs,
/// since as a text it also has times and markup in them, and as a text only when there are none.
const PlannedStep* other_reading(const PlannedStep& of, std::string_view kind, const std::vector<PlannedStep>& steps) {
  if (of.inputs.empty() || !of.inputs.front().artefact) return nullptr;
  const auto found = std::ranges::find_if(steps, [&](const PlannedStep& step) {
    return step.kind == kind && !step.inputs.empty() && step.inputs.front().artefact == of.inputs.front().artefact;
  });
  return found == steps.end() ? nullptr : &*found;
}

void plan_words(const FilterPlanning& about, const std::string& id, const Json& parameters, Plan& plan) {
  const std::vector<PlannedStep> steps = plan.steps;
  for (const PlannedStep& step : steps) {
    const bool draft_that_is_shown = step.kind == "draft_track" && about.drafts.in_packs;
    if (step.kind != "text" && step.kind != "cue_track" && !draft_that_is_shown) continue;
    if (step.kind == "text" && other_reading(step, "cue_track", steps) != nullptr) continue;
    Json with_language = parameters;
    with_language["language"] = step.parameters.at_or_null("language");
    with_language["place"] = step.kind == "text" ? "text" : "subtitles";
    std::vector<PlannedInput> inputs{from_step("text", step.id, "")};
    if (const PlannedStep* text = step.kind == "cue_track" ? other_reading(step, "text", steps) : nullptr) {
      inputs.front().optional = true;
      inputs.push_back(from_step("without_cues", text->id, ""));
    }
    add(plan, "filter:" + id + ":" + step.id, "filter_text", std::move(with_language), std::move(inputs));
  }
}

/// What people read before they open the work is shown even when the work is not.
void plan_labels(const FilterPlanning& about, const std::string& id, Json parameters, Plan& plan) {
  Json labels = Json::empty_array();
  for (const WorkLabel& label : labels_of(about.work))
    if (looks_through(id, label.place))
      labels.push_back(Json::object(
          {{"place", label.place}, {"language", label.language.text()}, {"text", label.text}, {"words", label.words}}));
  if (labels.items().empty()) return;
  parameters["labels"] = std::move(labels);
  add(plan, "filter:" + id + ":labels", "filter_labels", std::move(parameters), {});
}

/// Of one file: its words are read once, and looked through by every filter of words. `which`: behind the names of the
/// steps; `of_file`: what tells it from the work's own file, empty for that.
void plan_words_inside(const std::string& id, const Json& parameters, const SourceFile& source, bool is_picture,
                       const std::string& which, const std::string& of_file, Plan& plan) {
  const std::string kind = is_picture ? "picture_words" : "written_words";
  const std::string read = kind + which;
  if (plan.find(read) == nullptr)
    add(plan, read, kind, of_file.empty() ? Json::empty_object() : Json::object({{"of_file", of_file}}),
        {from_source("source", source)});
  add(plan, "filter:" + id + ":written" + which, "filter_labels", parameters, {from_step("written", read, "")});
}

std::string name_in_place(const SourceFile& source) {
  return display_name(std::filesystem::path(source.name).filename().string());
}

/// What is written inside a film, a sound or a picture: people read it in a player or viewer, though it may stand in
/// nothing that is made; credit does. In other languages' sounds and in pictures shown to a sound as well.
void plan_written_words(const FilterPlanning& about, const std::string& id, const Json& parameters, Plan& plan) {
  const bool is_picture = about.facts.kind == "image";
  if (is_picture || about.facts.kind == "video" || about.facts.kind == "audio")
    plan_words_inside(id, parameters, about.sources.main, is_picture, "", "", plan);
  for (const auto& [language, source] : about.sources.audio)
    plan_words_inside(id, parameters, source, false, ":sound:" + language, name_in_place(source), plan);
  if (about.facts.kind != "audio") return;
  for (std::size_t i = 0; i < about.sources.pictures.size(); ++i) {
    const SourceFile& source = about.sources.pictures[i];
    plan_words_inside(id, parameters, source, true, fmt::format(":slide:{}", i), name_in_place(source), plan);
  }
}

/// The step that looks at the pictures of the work: those of its film, or itself.
void plan_look(const FilterPlanning& about, const Filter& filter, std::string step, Json parameters,
               std::optional<PlannedInput> model, Plan& plan) {
  // Who names a model must know that it was used: one that cannot be used stops the work.
  const bool required = model.has_value();
  const bool film = filter.make_sink != nullptr && about.facts.video;
  const bool still = filter.looks_at_stills && about.facts.kind == "image";
  if (!film && !still) return;
  std::vector<PlannedInput> inputs = film ? about.decoded : std::vector{about.still};
  if (model) inputs.push_back(std::move(*model));
  add(plan, std::move(step), film ? "filter_frames" : "filter_still", std::move(parameters), std::move(inputs),
      required);
}

/// One look with each model that was named for the filter.
void plan_looks(const FilterPlanning& about, const Filter& filter, const Json& parameters, Plan& plan) {
  const std::string id(filter.id);
  bool looks = false;
  for (const SourceModel& model : about.sources.models) {
    if (filter.model == ModelUse::none || model.manifest.task != id) continue;
    looks = true;
    Json with_model = parameters;
    with_model["model"] = model.manifest.to_json();
    const std::string step = "filter:" + id + (filter.model == ModelUse::needs ? ":" + model.manifest.id : "");
    plan_look(about, filter, step, std::move(with_model), from_source("model", model.source), plan);
  }
  if (looks) return;
  const bool pictures = about.facts.video.has_value() || about.facts.kind == "image";
  if (filter.model != ModelUse::needs)
    plan_look(about, filter, "filter:" + id, parameters, std::nullopt, plan);
  else if (pictures)
    plan.not_run.push_back({id, {"engine.filter_without_model", {{"filter", id}}}});
}

/// An animation, and the pictures of a sound, which may be animations: of these a build shows the first picture only,
/// but whoever passes the file on should know. Faces are covered by leaving all but the first picture away.
void plan_animations(const FilterPlanning& about, const std::string& id, const Json& parameters, Plan& plan) {
  if (about.facts.kind == "image" && about.facts.duration_seconds > 0)
    add(plan, "filter:" + id, "filter_animation", parameters, {from_source("source", about.sources.main)});
  if (about.facts.kind != "audio" || about.work.covers_faces) return;
  for (std::size_t i = 0; i < about.sources.pictures.size(); ++i)
    add(plan, fmt::format("filter:{}:slide:{}", id, i), "filter_animation", parameters,
        {from_source("source", about.sources.pictures[i])});
}

void plan_filter(const FilterPlanning& about, const Filter& filter, Plan& plan) {
  const std::string id(filter.id);
  Json parameters = Json::object({{"filter", id}, {"version", filter.version}});
  if (id == "face") parameters = face_parameters(about.catalogue, false);
  if (filter.reads_words && !about.work.language.is_undetermined()) parameters["language"] = about.work.language.text();
  if (filter.reads_words || filter.look_at_text != nullptr) give_term_lists(about.recipe, parameters);
  if (filter.of_the_day != nullptr) {
    const Json of_today = filter.of_the_day(parameters, about.today);
    for (const auto& [key, value] : of_today.members()) parameters[key] = value;
  }
  plan_looks(about, filter, parameters, plan);
  if (looks_at_animations(filter)) plan_animations(about, id, parameters, plan);
  if (filter.look_at_facts != nullptr) {
    add(plan, "filter:" + id, "filter_facts", parameters, {from_step("facts", "probe", "")});
    for (const auto& [language, source] : about.sources.audio)
      add(plan, "filter:" + id + ":sound:" + language, "filter_facts", parameters,
          {from_step("facts", "probe:" + language, "")});
  }
  if (filter.look_at_text != nullptr) {
    plan_words(about, id, parameters, plan);
    plan_labels(about, id, parameters, plan);
    plan_written_words(about, id, parameters, plan);
  }
  if (filter.look_at_likeness != nullptr) {
    if (about.facts.kind != "text") plan_likeness(about, id, parameters, plan);
    if (!about.sources.known_media.empty()) plan_likeness_of_other_sounds(about, id, parameters, plan);
  }
}

}  // namespace

bool holds_cues(const Catalogue& catalogue, const SourceFile& source) {
  constexpr std::array<std::string_view, 3> of_others{"json", "txt", "xml"};
  const std::string extension = small_extension(source.name);
  if (std::ranges::find(of_others, extension) != of_others.end()) return false;
  return std::ranges::any_of(catalogue.subtitles, [&](const SubtitleFormat* format) {
    return std::ranges::find(format->extensions, extension) != format->extensions.end();
  });
}

PlannedInput from_source(std::string role, const SourceFile& source) {
  return {std::move(role), source.artefact, source.name, "", "", false};
}
PlannedInput from_step(std::string role, std::string step, std::string file) {
  return {std::move(role), std::nullopt, "", std::move(step), std::move(file), false};
}

void give_face_model(const WorkSources& sources, Json& parameters, std::vector<PlannedInput>& inputs) {
  for (const SourceModel& model : sources.models) {
    if (model.manifest.task != "face") continue;
    parameters["model"] = model.manifest.to_json();
    inputs.push_back(from_source("model", model.source));
  }
}

bool looks_at_animations(const Filter& filter) {
  return filter.id == "flash" || filter.id == "pattern";
}

void plan_filters(const FilterPlanning& about, Plan& plan) {
  for (const Filter* filter : about.catalogue.filters)
    if (is_wanted(about.recipe, filter->id)) plan_filter(about, *filter, plan);
}

}  // namespace integrart
