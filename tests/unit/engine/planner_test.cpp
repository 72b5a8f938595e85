#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>

#include "pipeline/base/filter.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/engine/plan.h"
#include "pipeline/media/encoders.h"
#include "pipeline/media/frame.h"
#include "tests/unit/engine/trial_plan.h"

using namespace integrart;

TEST_CASE("the plan of a music video") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.subtitles["pl"] = trial_source("lullaby.pl.srt");
  const auto plan =
      plan_work(trial_work("video"), sources, trial_video_facts(854, 480), Recipe::default_recipe(), trial_catalogue());
  REQUIRE(plan);
  CHECK(step_ids(*plan) ==
        std::vector<std::string>{"probe", "video_rendition:480p", "video_rendition:360p", "video_rendition:240p",
                                 "poster", "storyboard", "shots", "audio_rendition:aac", "waveform", "loudness",
                                 "cue_track:pl", "progressive:480p", "progressive:360p", "sound_file:aac",
                                 "stream_manifest:hls", "stream_manifest:dash", "filter:metadata", "judge"});
  CHECK(plan->notes.size() == 2);
  CHECK(plan->find("poster")->required == false);
  CHECK(plan->find("video_rendition:480p")->required);
}

TEST_CASE("further codecs come in addition, and never take the place of the one that plays everywhere") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  Recipe recipe = Recipe::default_recipe();
  recipe.video.ladder = {{"480p", 480, 1476, 24, 60}, {"240p", 240, 521, 23.5, 30}};
  VideoRecipe more = recipe.video;
  more.tuning.clear();
  more.ladder = {{"240p", 240, 300, 35, 30}};
  for (const char* encoder : {"svtav1", "vp9"}) {
    more.encoder = encoder;
    recipe.more_video.push_back(more);
  }
  recipe.audio.push_back({"opus", "opus", 96, 2});
  recipe.progressive = {"smallest", "144p", "largest"};
  const auto plan_it = [&] {
    return plan_work(trial_work("video"), sources, trial_video_facts(854, 480), recipe, trial_catalogue()).value();
  };
  const Plan plan = plan_it();
  CHECK(step_ids(plan) == std::vector<std::string>{"probe",
                                                   "video_rendition:480p",
                                                   "video_rendition:240p",
                                                   "video_rendition:svtav1-240p",
                                                   "video_rendition:vp9-240p",
                                                   "poster",
                                                   "storyboard",
                                                   "shots",
                                                   "audio_rendition:aac",
                                                   "audio_rendition:opus",
                                                   "waveform",
                                                   "loudness",
                                                   "progressive:240p",
                                                   "progressive:480p",
                                                   "sound_file:aac",
                                                   "sound_file:opus",
                                                   "stream_manifest:hls",
                                                   "stream_manifest:dash",
                                                   "filter:metadata",
                                                   "judge"});
  const PlannedStep& vp9 = *plan.find("video_rendition:vp9-240p");
  CHECK(vp9.parameters.at_or_null("encoder").string_or("") == "vp9");
  CHECK(vp9.parameters.at_or_null("height").integer_or(0) == 240);
  std::vector<std::string> streamed;
  for (const PlannedInput& input : plan.find("stream_manifest:hls")->inputs) streamed.push_back(input.role);
  CHECK(streamed == std::vector<std::string>{"video:480p", "video:240p", "video:svtav1-240p", "video:vp9-240p",
                                             "audio:aac", "audio:opus"});
  CHECK(plan.find("progressive:240p")->inputs.back().step == "audio_rendition:aac");
  recipe.progressive = {"vp9-240p"};  // somebody who asks for it by name gets it
  CHECK(plan_it().find("progressive:vp9-240p") != nullptr);
}

TEST_CASE("planning is pure: equal arguments give an equal plan") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  const auto plan = [&] {
    return plan_work(trial_work("video"), sources, trial_video_facts(1920, 1080), Recipe::default_recipe(),
                     trial_catalogue())
        .value();
  };
  CHECK(plan().to_json() == plan().to_json());
  CHECK(plan().to_text() == plan().to_text());
}

TEST_CASE("every input is made before it is used") {
  WorkSources sources;
  sources.main = trial_source("song.ogg");
  sources.pictures = {trial_source("a.jpg"), trial_source("b.jpg")};
  SourceFacts facts = trial_video_facts(0, 0);
  facts.kind = "audio";
  facts.video.reset();
  const auto plan = plan_work(trial_work("audio"), sources, facts, Recipe::default_recipe(), trial_catalogue());
  REQUIRE(plan);
  std::vector<std::string> made;
  for (const PlannedStep& step : plan->steps) {
    for (const PlannedInput& input : step.inputs)
      if (!input.step.empty()) CHECK(std::find(made.begin(), made.end(), input.step) != made.end());
    made.push_back(step.id);
  }
  CHECK(plan->find("video_rendition:720p") != nullptr);  // the slideshow
  CHECK(plan->find("slide:1") != nullptr);
}

TEST_CASE("with faces to cover, nothing sees a picture of the source but through masks") {
  const auto sees = [](const PlannedStep& step, const SourceFile& picture) {
    return std::ranges::any_of(step.inputs,
                               [&](const PlannedInput& input) { return input.artefact == picture.artefact; });
  };
  const auto masked = [](const PlannedStep& step) {
    return std::ranges::any_of(step.inputs, [](const PlannedInput& input) {
      return input.role == "masks" && input.step.starts_with("face_masks") && !input.optional;
    });
  };
  const auto looks_for_faces = [](const PlannedStep& step) {
    return step.kind == "probe" || step.id.starts_with("faces");
  };
  WorkSources sources;
  sources.main = trial_source("film.mov");
  sources.pictures = {trial_source("a.jpg"), trial_source("b.jpg")};
  SourceFacts sound = trial_video_facts(0, 0);
  sound.kind = "audio";
  sound.video.reset();
  SourceFacts still;
  still.kind = "image";
  still.image_width = 640;
  still.image_height = 480;
  for (const auto& [kind, facts] :
       {std::pair("video", trial_video_facts(854, 480)), {"image", still}, {"audio", sound}}) {
    CollectionWork work = trial_work(kind);
    work.covers_faces = true;
    const auto plan = plan_work(work, sources, facts, Recipe::default_recipe(), trial_catalogue());
    REQUIRE(plan);
    int seen = 0;
    for (const PlannedStep& step : plan->steps) {
      CAPTURE(kind, step.id);
      const bool pictures = (kind != std::string("audio") && sees(step, sources.main)) ||
                            sees(step, sources.pictures[0]) || sees(step, sources.pictures[1]);
      if (!pictures || looks_for_faces(step)) continue;
      CHECK(masked(step));
      ++seen;
    }
    CHECK(seen > 0);
    for (const PlannedStep& step : plan->steps)
      if (step.id.starts_with("faces") || step.id.starts_with("face_masks")) CHECK(step.required);
  }
}

TEST_CASE("what moves in pictures is looked for in the whole of an animation, and in the pictures of a sound") {
  Catalogue all = trial_catalogue();
  all.filters = trial_film_filters;
  WorkSources sources;
  sources.main = trial_source("picture.gif");
  SourceFacts picture;
  picture.kind = "image";
  picture.image_width = picture.image_height = 64;
  const auto plan_of = [&](const CollectionWork& work, const SourceFacts& facts) {
    auto plan = plan_work(work, sources, facts, Recipe::default_recipe(), all);
    REQUIRE(plan);
    return std::move(*plan);
  };
  CHECK(plan_of(trial_work("image"), picture).find("filter:flash") == nullptr);
  picture.duration_seconds = 0.4;
  const Plan moving = plan_of(trial_work("image"), picture);
  REQUIRE(moving.find("filter:flash") != nullptr);
  CHECK(moving.find("filter:flash")->kind == "filter_animation");
  CHECK(moving.find("filter:flash")->inputs.front().artefact == sources.main.artefact);
  CHECK(moving.find("filter:black") == nullptr);
  CHECK(std::ranges::any_of(moving.find("judge")->inputs,
                            [](const PlannedInput& input) { return input.step == "filter:flash"; }));
  SourceFacts sound = trial_video_facts(0, 0);
  sound.kind = "audio";
  sound.video.reset();
  sources.pictures = {trial_source("a.gif"), trial_source("b.jpg")};
  const Plan song = plan_of(trial_work("audio"), sound);
  REQUIRE(song.find("filter:flash:slide:1") != nullptr);
  CHECK(song.find("filter:flash:slide:0")->inputs.front().artefact == sources.pictures[0].artefact);
}

TEST_CASE("a mono song stays mono and a dub is a second rendition") {
  WorkSources sources;
  sources.main = trial_source("song.mov");
  SourceFacts facts = trial_video_facts(640, 360);
  facts.audio[0].channels = 1;
  facts.audio.push_back({2, "aac", 6, "5.1", 48000, 12, 0, "pl", "dub"});
  const auto plan = plan_work(trial_work("video"), sources, facts, Recipe::default_recipe(), trial_catalogue());
  REQUIRE(plan);
  CHECK(plan->find("audio_rendition:aac")->parameters.at_or_null("channels").integer_or(0) == 1);
  CHECK(plan->find("audio_rendition:aac-2")->parameters.at_or_null("channels").integer_or(0) == 2);
  CHECK(plan->find("audio_rendition:aac-2")->parameters.at_or_null("track").integer_or(0) == 1);
}

TEST_CASE(
    "what is heard in another language becomes a sound file: a stream that names one, and files that were given") {
  WorkSources sources;
  sources.main = trial_source("song.mov");
  sources.audio["nl"] = trial_source("song.nl.flac");
  sources.audio["pl"] = trial_source("song.pl.mp3");
  SourceFacts facts = trial_video_facts(640, 360);
  for (const char* language : {"nb", "", "uk", "pl"})
    facts.audio.push_back({2, "aac", 2, "stereo", 48000, 12, 0, language, ""});
  const auto plan = plan_work(trial_work("video"), sources, facts, Recipe::default_recipe(), trial_catalogue());
  REQUIRE(plan);
  std::map<std::string, std::string> made_from;
  for (const PlannedStep& step : plan->steps)
    if (step.id.starts_with("sound_in:")) made_from[step.id.substr(9)] = step.inputs.at(0).step;
  CHECK(made_from == std::map<std::string, std::string>{{"nb", "audio_rendition:aac-2"},
                                                        {"nl", "audio_rendition:aac-nl"},
                                                        {"pl", "audio_rendition:aac-pl"}});
  const PlannedStep& dub = *plan->find("audio_rendition:aac-nl");
  CHECK(dub.inputs.at(0).artefact == sources.audio["nl"].artefact);
  CHECK(dub.inputs.at(1).step == "probe:nl");
  CHECK(dub.parameters.at_or_null("most_seconds").number_or(0) == facts.duration_seconds);
  CHECK(plan->find("audio_rendition:aac-2")->parameters.find("most_seconds") == nullptr);
  CHECK(plan->find("sound_in:nl")->parameters.at_or_null("language").string_or("") == "nl");
  CHECK(plan->find("progressive:360p")->inputs.at(1).step == "audio_rendition:aac");
  CHECK(plan->find("sound_file:aac")->inputs.at(0).step == "audio_rendition:aac");
  const Json& labels = plan->find("stream_manifest:hls")->parameters.at_or_null("audio");
  CHECK(labels.at_or_null("aac").at_or_null("language").string_or("") == "uk");
  CHECK(labels.at_or_null("aac-nl").at_or_null("language").string_or("") == "nl");
  for (const auto& [id, label] : labels.members()) CHECK(label.at_or_null("recipe").string_or("") == "aac");

  facts.audio.clear();  // a silent film keeps silent, and may be heard in another language
  const auto silent = plan_work(trial_work("video"), sources, facts, Recipe::default_recipe(), trial_catalogue());
  REQUIRE(silent);
  CHECK(silent->find("progressive:360p")->inputs.size() == 1);
  CHECK(silent->find("sound_file:aac") == nullptr);
  CHECK(silent->find("sound_in:pl") != nullptr);
}

TEST_CASE("a text is read aloud, also in its own language") {
  WorkSources sources;
  sources.main = trial_source("poem.md");
  sources.audio["uk"] = trial_source("poem.mp3");
  SourceFacts facts;
  facts.kind = "text";
  const auto plan = plan_work(trial_work("text"), sources, facts, Recipe::default_recipe(), trial_catalogue());
  REQUIRE(plan);
  CHECK(step_ids(*plan) == std::vector<std::string>{"probe", "text:uk", "probe:uk", "audio_rendition:aac-uk",
                                                    "sound_in:uk", "filter:metadata", "filter:metadata:sound:uk",
                                                    "judge"});
}

TEST_CASE("a file of another kind than declared is refused with both kinds") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  SourceFacts facts = trial_video_facts(640, 360);
  facts.kind = "audio";
  const auto plan = plan_work(trial_work("video"), sources, facts, Recipe::default_recipe(), trial_catalogue());
  REQUIRE_FALSE(plan);
  CHECK(render(plan.error()).find("lullaby.mov: this is declared as video, but the file holds sound") == 0);
}

TEST_CASE("a recipe that names what is not registered is refused before anything runs") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  Recipe recipe = Recipe::default_recipe();
  recipe.video.encoder = "realvideo";
  CHECK(
      plan_work(trial_work("video"), sources, trial_video_facts(640, 360), recipe, trial_catalogue()).error().what.id ==
      "engine.encoder_unknown");
  recipe = Recipe::default_recipe();
  recipe.filters = {"mind_reading"};
  CHECK(
      plan_work(trial_work("video"), sources, trial_video_facts(640, 360), recipe, trial_catalogue()).error().what.id ==
      "engine.filter_unknown");
}

TEST_CASE("one more rung changes no step that was planned before") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  Recipe recipe = Recipe::default_recipe();
  const Plan before =
      plan_work(trial_work("video"), sources, trial_video_facts(1920, 1080), recipe, trial_catalogue()).value();
  recipe.video.ladder.push_back({"144p", 144, 250, 25, 30});
  const Plan after =
      plan_work(trial_work("video"), sources, trial_video_facts(1920, 1080), recipe, trial_catalogue()).value();
  for (const PlannedStep& step : before.steps) {
    if (step.kind == "stream_manifest") continue;  // the playlists name all rungs
    REQUIRE(after.find(step.id) != nullptr);
    CHECK(after.find(step.id)->parameters == step.parameters);
  }
  CHECK(after.find("video_rendition:144p") != nullptr);
}

TEST_CASE("lyrics without times are aligned, unless subtitles in the same language have the times") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.lyrics = trial_source("lullaby.uk.txt");
  const auto plan = [&] {
    return plan_work(trial_work("video"), sources, trial_video_facts(854, 480), Recipe::default_recipe(),
                     trial_catalogue())
        .value();
  };
  const Plan aligned = plan();
  REQUIRE(aligned.find("align:uk") != nullptr);
  CHECK_FALSE(aligned.find("align:uk")->required);
  CHECK(aligned.find("sound_features") != nullptr);
  CHECK(aligned.find("text:uk") != nullptr);
  // Without a voice for the language the streams go without the track.
  CHECK(aligned.find("stream_manifest:hls")->inputs.back().role == "subtitles:uk");
  CHECK(aligned.find("stream_manifest:hls")->inputs.back().optional);
  sources.subtitles["uk"] = trial_source("lullaby.uk.vtt");
  CHECK(plan().find("align:uk") == nullptr);
}

TEST_CASE("words that have times are taken as they are") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.lyrics = trial_source("lullaby.uk.LRC");
  const auto plan = [&] {
    return plan_work(trial_work("video"), sources, trial_video_facts(854, 480), Recipe::default_recipe(),
                     trial_catalogue())
        .value();
  };
  const Plan timed = plan();
  CHECK(timed.find("align:uk") == nullptr);
  CHECK(timed.find("text:uk") == nullptr);
  REQUIRE(timed.find("cue_track:uk") != nullptr);
  CHECK(timed.find("cue_track:uk")->parameters.at_or_null("kind").string_or("") == "lyrics");
  CHECK(timed.find("cue_track:uk")->inputs.front().name == "lullaby.uk.LRC");
  // Subtitles in the same language win.
  sources.subtitles["uk"] = trial_source("lullaby.uk.vtt");
  CHECK(plan().find("cue_track:uk")->inputs.front().name == "lullaby.uk.vtt");
}

TEST_CASE("the lines of a work's own words are cut out of its sound, unless it must stay as it is") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.subtitles["pl"] = trial_source("lullaby.pl.vtt");
  CollectionWork work = trial_work("video");
  SourceFacts facts = trial_video_facts(854, 480);
  const auto plan = [&] {
    return plan_work(work, sources, facts, Recipe::default_recipe(), trial_catalogue()).value();
  };
  CHECK(plan().find("line_sounds") == nullptr);  // only a translation
  sources.subtitles["uk"] = trial_source("lullaby.uk.vtt");
  const Plan both = plan();
  REQUIRE(both.find("line_sounds") != nullptr);
  CHECK(both.find("line_sounds")->inputs.at(0).step == "audio_rendition:aac");
  CHECK(both.find("line_sounds")->inputs.at(1).step == "cue_track:uk");
  CHECK_FALSE(both.find("line_sounds")->required);
  work.licence = "CC-BY-ND-4.0";
  CHECK(plan().find("line_sounds") == nullptr);
  work.licence.clear();
  facts.audio.clear();
  CHECK(plan().find("line_sounds") == nullptr);
}

TEST_CASE("every language of the collection that a work with timed text lacks gets a draft") {
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.subtitles["uk"] = trial_source("lullaby.uk.vtt");
  sources.subtitles["pl.singable"] = trial_source("lullaby.pl.singable.srt");
  sources.glossaries = {trial_source("terms.csv")};
  std::vector<LanguageTag> languages;
  for (const char* tag : {"uk", "pl", "nb", "nn"}) languages.push_back(LanguageTag::parse(tag).value().value);
  const auto plan = [&](const std::vector<LanguageTag>& wanted) {
    return plan_work(trial_work("video"), sources, trial_video_facts(640, 360), Recipe::default_recipe(),
                     trial_catalogue(), {wanted})
        .value();
  };
  const Plan made = plan(languages);
  REQUIRE(made.find("draft:nn") != nullptr);
  CHECK(made.find("draft:pl") == nullptr);  // one version of it is there
  CHECK(made.find("cue_track:pl.singable")->parameters.at_or_null("variant").string_or("") == "singable");
  const PlannedStep& draft = *made.find("draft:nn");
  CHECK_FALSE(draft.required);
  REQUIRE(draft.inputs.size() == 2);  // nobody translates from a version made for singing
  CHECK(draft.inputs[0].role == "track:uk");
  CHECK(draft.inputs[1].role == "glossary:0");
  CHECK(made.find("draft_track:nn") != nullptr);
  CHECK(made.find("stream_manifest:dash")->inputs.back().role == "subtitles:nn");
  CHECK(made.find("stream_manifest:dash")->inputs.back().optional);
  CHECK(plan({}).find("draft:nn") == nullptr);
  sources.subtitles.clear();
  CHECK(plan(languages).find("draft:nn") == nullptr);  // nothing to translate
}
