// Steps that make the same of the same: one work may have several, and other works may have them under other names.

#include <catch2/catch.hpp>

#include "tests/unit/engine/build_scene.h"

using namespace integrart;

TEST_CASE("steps of a work that make the same of the same run once, and all of them have what was made") {
  Scene scene;
  for (const char* language : {"pl", "nl", "nb"})
    scene.sources.audio[language] = source_file("one sound for all", "any.wav");
  WorkBuild build = scene.begin();
  CHECK(scene.finish(build)["audio_rendition"] == 2);  // the film's own sound, and the other
  CHECK(build.finished());
  CHECK(build.verdict());
  for (const char* step : {"audio_rendition:aac-pl", "audio_rendition:aac-nl", "audio_rendition:aac-nb"}) {
    REQUIRE(build.find(step) != nullptr);
    CHECK(build.find(step)->state == StepState::ran);
  }
}

TEST_CASE("a twin of a step that failed is tried by itself, and the build ends") {
  Scene scene;
  for (const char* language : {"pl", "nl"}) scene.sources.audio[language] = source_file("one sound for all", "any.wav");
  WorkBuild build = scene.begin();
  CHECK(scene.finish(build, "audio_rendition:aac-nl")["audio_rendition"] == 3);
  CHECK(build.finished());
  CHECK(build.failed());
}

TEST_CASE("what another work made under other names of steps is taken by its place in the unit") {
  Scene scene;
  WorkBuild build = scene.begin();
  for (auto units = build.advance(); !units.empty(); units = build.advance())
    for (const Unit& unit : units) {
      UnitOutcome outcome = run(unit, scene.ledger);
      for (UnitStepOutcome& step : outcome.steps) step.id = "of another work";
      build.unit_done(unit.id(), outcome);
    }
  CHECK(build.finished());
  CHECK_FALSE(build.failed());
}
