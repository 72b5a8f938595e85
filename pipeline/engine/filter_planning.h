#pragma once
// The part of a plan that looks. Private to the planner.

#include <string>
#include <vector>

#include "pipeline/engine/plan.h"

namespace integrart {

/// Whether a file of words is one of subtitles, by its name: one that other files have too ("txt", "json", "xml") says
/// nothing.
bool holds_cues(const Catalogue& catalogue, const SourceFile& source);

/// An input that is a file of the collection, and one that another step makes (plan.h says what `file` means).
PlannedInput from_source(std::string role, const SourceFile& source);
PlannedInput from_step(std::string role, std::string step, std::string file);

/// Gives a step of the filter "face" the model that was named for it, if one was.
void give_face_model(const WorkSources& sources, Json& parameters, std::vector<PlannedInput>& inputs);

/// A work with what its filters may be given; everything is borrowed.
struct FilterPlanning {
  const CollectionWork& work;
  const WorkSources& sources;
  const SourceFacts& facts;
  const Recipe& recipe;
  const Catalogue& catalogue;
  const DraftWishes& drafts;
  std::vector<PlannedInput> decoded;  // inputs of steps that take part in the decode pass
  PlannedInput still;                 // of an image, as it may be shown
  std::string_view today = {};        // YYYY-MM-DD; empty: nothing has expired
};

/// Filters for what harms by moving: an animated picture shows them more than its first picture does.
bool looks_at_animations(const Filter& filter);

/// Adds the steps of all filters that the recipe wants and that can look at such a work. Words are looked at in the
/// texts and tracks that the plan has by then.
void plan_filters(const FilterPlanning& about, Plan& plan);

}  // namespace integrart
