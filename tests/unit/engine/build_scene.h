#pragma once
// A film that is built without any program: what steps leave is pretended.

#include <map>
#include <string>

#include "pipeline/engine/steps.h"
#include "pipeline/engine/work_build.h"
#include "pipeline/media/encoders.h"
#include "tests/unit/engine/memory_ledger.h"

namespace integrart {

inline const Message breaks_off{"media.truncated", {{"file", std::string("lullaby.mov")}}};

/// Pretends that a unit ran: every step leaves the files its kind leaves, and a decode pass its note.
inline UnitOutcome run(const Unit& unit, MemoryLedger& ledger, const std::string& failing = "") {
  UnitOutcome outcome;
  for (const UnitStep& step : unit.steps) {
    if (step.id == failing) {
      outcome.steps.push_back({step.id, Error{Errc::corrupt_media, {"base.out_of_memory", {}}, {}, {}}});
      continue;
    }
    StepRecord record;
    record.key = step.key;
    record.kind = step.kind;
    record.preimage = step.preimage;
    if (unit.steps.size() > 1) outcome.notes = record.notes = {breaks_off};
    for (const char* name : {"video.mp4", "audio.mp4", "track.vtt"})
      record.files.push_back({name, {digest_of(step.key + name), 1, "x"}});
    if (step.kind == "cue_track") {
      CueTrack track;
      Cue& cue = track.cues.emplace_back();
      cue.text = step.inputs.front().artefact->digest.hex();  // another source, other words
      record.document = Json::object({{"cues", track.to_json()}});
    }
    if (step.kind == "masked_labels")
      record.document =
          Json::object({{"labels", Json::array({Json::object({{"place", "title:uk"}, {"text", "•••"}})})}});
    if (step.kind == "filter_frames") record.document = to_json(FilterResult{});
    if (step.kind == "probe") {
      SourceFacts facts;
      facts.kind = "video";
      facts.video = VideoFacts{};
      facts.video->width = 640;
      facts.video->height = 360;
      facts.audio.push_back({1, "aac", 2, "stereo", 48000, 5, 0, "", ""});
      facts.duration_seconds = 5;
      record.document = facts.to_json();
    }
    outcome.steps.push_back({step.id, std::nullopt});
    CHECK(ledger.record(record));
  }
  return outcome;
}

inline SourceFile source_file(std::string_view bytes, std::string name) {
  SourceFile file;
  file.artefact.digest = digest_of(bytes);
  file.artefact.bytes = bytes.size();
  file.name = std::move(name);
  return file;
}

struct Scene {
  CollectionWork work;
  Recipe recipe = Recipe::default_recipe();
  Policy policy;
  Catalogue catalogue;
  MemoryLedger ledger;
  WorkSources sources;
  DraftSettings drafts;
  const ArtefactStore* store = nullptr;

  Scene() {
    work.id = "lullaby";
    work.kind = "video";
    catalogue.steps = step_kinds();
    catalogue.encoders = encoders();
    sources.main = source_file("bytes", "lullaby.mov");
    sources.subtitles["uk"] = source_file("cues", "lullaby.uk.vtt");
  }
  WorkBuild begin() {
    WorkBuild build(work, {recipe, policy, catalogue, ledger, drafts, "", store});
    build.begin(sources);
    if (drafts.translator != nullptr) build.allow_drafts();
    return build;
  }
  /// Runs all units to the end; number of steps that ran, by kind.
  std::map<std::string, int> finish(WorkBuild& build, const std::string& failing = "") {
    std::map<std::string, int> ran;
    for (auto units = build.advance(); !units.empty(); units = build.advance())
      for (const Unit& unit : units) {
        for (const UnitStep& step : unit.steps) ++ran[step.kind];
        build.unit_done(unit.id(), run(unit, ledger, failing));
      }
    return ran;
  }
};

}  // namespace integrart
