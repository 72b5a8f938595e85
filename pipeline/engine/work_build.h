#pragma once
// One work on its way through its plan: what is known from the ledger, what must run, what came of it. Knows nothing of
// queues or threads; the build feeds it outcomes and asks it for units.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/engine/likeness.h"
#include "pipeline/engine/plan.h"
#include "pipeline/engine/sources.h"
#include "pipeline/engine/step_key.h"
#include "pipeline/engine/unit.h"
#include "pipeline/policy.h"
#include "pipeline/store/ledger.h"

namespace integrart {

enum class StepState : std::uint8_t { waiting, running, ran, cached, failed, skipped };
std::string_view name_of(StepState state);

/// A step of the plan and what is known of it.
struct StepProgress {
  PlannedStep planned;
  StepState state = StepState::waiting;
  StepKey key;
  std::optional<StepRecord> record;  // of ran and cached
  std::optional<Error> error;        // of failed
  bool alone = false;                // its decode pass died: it runs by itself now
  bool files_were_gone = false;      // it was done once, but what it made was not all there any more

  bool is_made() const { return state == StepState::ran || state == StepState::cached; }
  bool is_lost() const { return state == StepState::failed || state == StepState::skipped; }
  bool is_settled() const { return is_made() || is_lost(); }
};

/// Drafts of tracks that a work lacks.
struct DraftSettings {
  DraftWishes wishes;
  CueTranslator* translator = nullptr;  // null: no drafts
  std::stop_token stop;
};

struct WorkBuildSettings {
  const Recipe& recipe;
  const Policy& policy;
  const Catalogue& catalogue;
  Ledger& ledger;
  DraftSettings drafts = {};
  std::string today = {};                // YYYY-MM-DD, for what expires
  const ArtefactStore* store = nullptr;  // null: what the ledger names is believed to be there
  bool only_known = false;               // nothing runs: a step that was not done before is skipped
};

class WorkBuild {
 public:
  WorkBuild(const CollectionWork& work, WorkBuildSettings settings) : m_work(work), m_settings(std::move(settings)) {}

  /// The sources in the store, or why they are not.
  void begin(Result<WorkSources> sources);
  /// Everything that can be settled without running, then the units that must run now; each is given once.
  std::vector<Unit> advance();
  void unit_done(const std::string& unit, const UnitOutcome& outcome);
  /// The whole unit failed. A decode pass of several steps is taken apart so that only the culprit is set aside.
  void unit_failed(const std::string& unit, const Error& error);

  /// Nothing runs and nothing can: all steps are settled.
  bool finished() const;
  /// A required step failed, or the sources could not be had.
  bool failed() const;

  /// The first step that would have had to run where nothing runs; empty when all of them were done before.
  const std::string& missing_step() const { return m_missing_step; }

  /// Every track that people made is read, or will never be.
  bool tracks_are_read() const;
  /// The tracks that people made.
  std::vector<CueTrack> tracks_of_people() const;
  /// The fingerprint is taken, or will never be.
  bool fingerprint_is_taken() const;
  /// The fingerprint; absent when there is none.
  std::optional<Fingerprint> fingerprint() const;
  /// What other works have in common with it; filters of likeness wait for this.
  void set_other_works(Json look_alikes) { m_other_works = std::move(look_alikes); }

  /// Drafts wait for this: the memory must know the lines of all works first.
  void allow_drafts() { m_drafts_allowed = true; }

  const CollectionWork& work() const { return m_work; }
  const WorkSources& sources() const { return m_sources; }
  const std::optional<SourceFacts>& facts() const { return m_facts; }
  const std::vector<StepProgress>& steps() const { return m_steps; }
  const StepProgress* find(std::string_view id) const;
  /// Record of a settled step; null when it was not made.
  const StepRecord* record(std::string_view id) const;
  const std::vector<Error>& errors() const { return m_errors; }
  const std::vector<Message>& notes() const { return m_notes; }
  /// Filters that were wanted and cannot look at this work.
  const std::vector<FilterNotRun>& filters_not_run() const { return m_filters_not_run; }
  std::optional<Verdict> verdict() const;
  /// For the ledger's memory, so that `explain` can tell why a step ran.
  std::vector<WorkStep> memory() const;

 private:
  bool settle_one(StepProgress& step);
  bool twin_runs(const std::string& key) const;
  Result<std::optional<StepRecord>> known(StepProgress& step);
  bool is_planned() const { return m_facts || failed() || !m_missing_step.empty(); }
  bool inputs_settled(const StepProgress& step) const;
  bool input_is_lost(const StepProgress& step) const;
  Result<UnitStep> unit_step(const StepProgress& step) const;
  void run_trusted(StepProgress& step, const UnitStep& unit);
  void note_once(const std::vector<Message>& notes);
  void take_record(StepProgress& step, StepRecord record, StepState state);
  void fail_step(StepProgress& step, Error error);
  void add_step(PlannedStep step);
  void go_on_after_probe(const StepRecord& probe);
  void go_on_after_masks(const StepRecord& masked);
  void plan_the_rest(const SourceFacts& facts);
  Result<Json> parameters_of(const StepProgress& step) const;
  Result<Json> draft_parameters(const StepProgress& step) const;
  StepProgress* find_mutable(std::string_view id);
  void add_to_units(const StepProgress& step, UnitStep unit_step, std::vector<Unit>& units) const;

  CollectionWork m_work;  // with its file's title where nobody wrote one, and masked if it is to be
  WorkBuildSettings m_settings;
  WorkSources m_sources;
  std::optional<SourceFacts> m_facts;
  std::vector<StepProgress> m_steps;
  std::map<std::string, std::vector<std::string>> m_running;  // unit id -> step ids
  std::vector<Error> m_errors;
  std::vector<Message> m_notes;
  std::vector<FilterNotRun> m_filters_not_run;
  std::string m_missing_step;
  bool m_drafts_allowed = false;
  std::optional<Json> m_other_works;  // absent: not compared yet
};

}  // namespace integrart
