// What recipes and budgets of a collection make of a plan.

#include <catch2/catch.hpp>

#include "pipeline/engine/plan.h"
#include "tests/unit/engine/trial_plan.h"

using namespace integrart;

TEST_CASE("a collection with a size budget has its sound once more with fewer kilobits, in no stream") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  const auto planned = [&](const Recipe& recipe, double budget) {
    const auto plan = plan_work(trial_work("video"), sources, trial_video_facts(854, 480), recipe.within_budget(budget),
                                trial_catalogue());
    REQUIRE(plan);
    return *plan;
  };
  const Plan without = planned(Recipe::default_recipe(), 0), plan = planned(Recipe::default_recipe(), 20);
  CHECK(plan.steps.size() == without.steps.size() + 3);
  const PlannedStep *sound = plan.find("audio_rendition:aac+spare"), *whole = plan.find("audio_rendition:aac");
  REQUIRE(sound != nullptr);
  CHECK(sound == whole + 1);
  CHECK_FALSE(sound->required);
  CHECK(sound->parameters.at_or_null("bitrate_kbps").integer_or(0) == 96);
  CHECK(sound->parameters.at_or_null("channels") == whole->parameters.at_or_null("channels"));
  for (const char* id : {"sound_file:aac+spare", "progressive:360p+spare"}) {
    const PlannedStep* file = plan.find(id);
    REQUIRE(file != nullptr);
    CHECK(file->inputs.back().step == sound->id);
  }
  for (const PlannedStep& step : plan.steps)
    if (step.kind == "stream_manifest")
      for (const PlannedInput& input : step.inputs) CHECK_FALSE(input.step.ends_with(spare_suffix));
  CHECK(planned(Recipe::phone(), 20).find("audio_rendition:aac+spare") == nullptr);  // it has no more than that
}

TEST_CASE("the plan of a phone's recipe: one small file, no stream") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.subtitles["pl"] = trial_source("lullaby.pl.srt");
  const auto plan =
      plan_work(trial_work("video"), sources, trial_video_facts(1920, 1080), Recipe::phone(), trial_catalogue());
  REQUIRE(plan);
  CHECK(step_ids(*plan) == std::vector<std::string>{"probe", "video_rendition:360p", "poster", "storyboard", "shots",
                                                    "audio_rendition:aac", "waveform", "loudness", "cue_track:pl",
                                                    "progressive:360p", "sound_file:aac", "filter:metadata", "judge"});
  const Json& video = plan->find("video_rendition:360p")->parameters;
  CHECK(video.at_or_null("width").integer_or(0) == 640);
  CHECK(video.at_or_null("height").integer_or(0) == 360);
  CHECK(video.at_or_null("max_bitrate_kbps").integer_or(0) == 600);
  CHECK(plan->find("audio_rendition:aac")->parameters.at_or_null("bitrate_kbps").integer_or(0) == 96);
}

TEST_CASE("the plan of an archive's recipe: the source's size in one file, its loudness as it is") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  const auto plan =
      plan_work(trial_work("video"), sources, trial_video_facts(1280, 720), Recipe::archive(), trial_catalogue());
  REQUIRE(plan);
  std::vector<std::string> files;
  for (const PlannedStep& step : plan->steps) {
    CHECK(step.kind != "stream_manifest");
    if (step.kind == "video_rendition") {
      CHECK(step.parameters.at_or_null("width").integer_or(0) == 1280);
      CHECK(step.parameters.at_or_null("height").integer_or(0) == 720);
      CHECK(step.parameters.at_or_null("preset").string_or("") == "medium");
    }
    if (step.kind == "video_rendition" || step.kind == "progressive") files.push_back(step.kind);
  }
  CHECK(files == std::vector<std::string>{"video_rendition", "progressive"});
  const Json& sound = plan->find("audio_rendition:aac")->parameters;
  CHECK(sound.at_or_null("bitrate_kbps").integer_or(0) == 256);
  CHECK_FALSE(sound.at_or_null("loudness").is_object());
}
