// What others ask of a work's build.

#include "pipeline/engine/work_build.h"

#include <algorithm>

namespace integrart {

namespace {

bool makes_track_of_people(const StepProgress& step) {
  return step.planned.kind == "cue_track" || step.planned.kind == "align";
}

}  // namespace

bool WorkBuild::fingerprint_is_taken() const {
  const StepProgress* step = find(fingerprint_step);
  return failed() || (is_planned() && (step == nullptr || step->is_settled()));
}

std::optional<Fingerprint> WorkBuild::fingerprint() const {
  const StepRecord* taken = record(fingerprint_step);
  if (taken == nullptr) return std::nullopt;
  auto fingerprint = Fingerprint::from_json(taken->document);
  if (!fingerprint) return std::nullopt;
  return std::move(*fingerprint);
}

bool WorkBuild::tracks_are_read() const {
  return is_planned() && std::ranges::all_of(m_steps, [](const StepProgress& step) {
           return !makes_track_of_people(step) || step.is_settled();
         });
}

std::vector<CueTrack> WorkBuild::tracks_of_people() const {
  std::vector<CueTrack> tracks;
  for (const StepProgress& step : m_steps) {
    if (!makes_track_of_people(step) || !step.record) continue;
    if (auto track = CueTrack::from_json(step.record->document.at_or_null("cues")); track)
      tracks.push_back(std::move(*track));
  }
  return tracks;
}

std::optional<Verdict> WorkBuild::verdict() const {
  const StepRecord* judged = record("judge");
  if (judged == nullptr) return std::nullopt;
  auto verdict = Verdict::from_json(judged->document);
  if (!verdict) return std::nullopt;
  return std::move(*verdict);
}

std::vector<WorkStep> WorkBuild::memory() const {
  std::vector<WorkStep> steps;
  for (const StepProgress& step : m_steps)
    if (!step.key.hex.empty())
      steps.push_back({m_work.id, step.planned.id, step.key.hex, step.key.preimage, "", step.state == StepState::ran,
                       step.state == StepState::ran && step.files_were_gone ? "files_gone" : ""});
  return steps;
}

}  // namespace integrart
