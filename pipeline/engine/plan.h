#pragma once
// What is to be done for one work, worked out before anything is done: typed, printable, golden-tested.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/artefact.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/model_manifest.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/result.h"

namespace integrart {

/// Where an input comes from: an artefact that is there already (a source), or an earlier step of the plan.
struct PlannedInput {
  std::string role;                     // "source", "video", "picture:0"
  std::optional<ArtefactRef> artefact;  // of a source
  std::string name;                     // of a source: how people know the file
  std::string step;                     // id of the step that makes it; empty for a source
  std::string file;                     // which of its files; "*" the first; empty: only its document
  bool optional = false;                // the step goes without it when it could not be made
};

struct PlannedStep {
  std::string id;    // unique in the plan: "video_rendition:720p"
  std::string kind;  // steps.def
  Json parameters;
  std::vector<PlannedInput> inputs;
  bool required = true;  // failure of an optional step is a note, not the end of the work
};

/// A filter that would look at the work and cannot: its evidence will be missing.
struct FilterNotRun {
  std::string filter;
  Message reason;
};

/// Ends the id of a step that makes something smaller for packs that must keep within a budget, after the id of the
/// step whose place it takes: "sound_file:aac+spare". No id of a recipe has it.
inline constexpr std::string_view spare_suffix = "+spare";

/// Steps in an order in which every input is made before it is used.
struct Plan {
  std::string work;
  std::vector<PlannedStep> steps;
  std::vector<Message> notes;         // dropped rungs and sizes
  std::vector<FilterNotRun> not_run;  // of the filters that the recipe wants

  Json to_json() const;
  /// One line per step with its inputs and parameters, then the notes in `language`.
  std::string to_text(std::string_view language = "en") const;
  const PlannedStep* find(std::string_view id) const;
};

/// The files of a work that are in the store.
struct SourceFile {
  ArtefactRef artefact;
  std::string name;  // path inside the collection
};
/// A model that filters look with.
struct SourceModel {
  ModelManifest manifest;
  SourceFile source;
};
struct WorkSources {
  SourceFile main;
  std::optional<SourceFile> lyrics;
  std::map<std::string, SourceFile> subtitles;     // by track name: "pl", "pl.singable"
  std::map<std::string, SourceFile> translations;  // of a text, by language tag
  std::map<std::string, SourceFile> audio;         // the work in other languages, by language tag
  std::vector<SourceFile> pictures;                // shown while a sound plays
  std::vector<SourceFile> glossaries;              // of the collection
  std::vector<SourceFile> known_media;             // lists of hashes; what is on them is found
  std::vector<SourceModel> models;                 // that filters look with
  std::vector<Message> notes;                      // what was left aside
};

/// The probe of a work's main file: a plan of one step, because everything else depends on what it finds.
PlannedStep plan_probe(const CollectionWork& work, const WorkSources& sources);

/// Tracks that a work with timed text is to have.
struct DraftWishes {
  std::vector<LanguageTag> languages;  // those it lacks get a draft
  bool in_packs = false;               // so that filters look at the drafts as well
};

/// Pure: equal arguments give an equal plan. Errors: Errc::invalid_input when the file is of another kind than the work
/// says, or the recipe names what is not registered. `today` (YYYY-MM-DD) is for what expires; empty: nothing has.
Result<Plan> plan_work(const CollectionWork& work, const WorkSources& sources, const SourceFacts& facts,
                       const Recipe& recipe, const Catalogue& catalogue, const DraftWishes& drafts = {},
                       std::string_view today = {});

}  // namespace integrart
