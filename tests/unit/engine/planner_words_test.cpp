// Who reads which words, in a plan.
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

TEST_CASE("lists of words of one's own reach whatever reads words in pictures") {
  Catalogue all = trial_catalogue();
  all.filters = trial_film_filters;
  WorkSources sources;
  sources.main = trial_source("film.mp4");
  Recipe recipe = Recipe::default_recipe();
  recipe.term_lists.push_back({"ours", "plumbus\n"});
  const auto plan = plan_work(trial_work("video"), sources, trial_video_facts(640, 360), recipe, all);
  REQUIRE(plan);
  REQUIRE(plan->find("filter:black") != nullptr);
  CHECK(plan->find("filter:black")->parameters.at_or_null("term_lists").items().size() == 1);
  CHECK(plan->find("filter:flash")->parameters.at_or_null("term_lists").is_null());
}

TEST_CASE("what is written about a work is looked through by every filter of words, in a step of its own") {
  const auto reads = [](std::string_view, const LanguageTag&, const Json&) -> Result<FilterResult> {
    return FilterResult{};
  };
  Filter pii{};
  pii.id = "pii";
  pii.look_at_text = reads;
  Filter term = pii;
  term.id = "term";
  term.reads_words = true;
  const std::array<const Filter*, 2> word_filters{&pii, &term};
  Catalogue all = trial_catalogue();
  all.filters = word_filters;
  CollectionWork work = trial_work("video");
  work.file = "films/you_idiot.mov";
  work.alt.by_language["en"] = "A cradle";
  work.creators.push_back({"Oksana", "singer", true});
  WorkSources sources;
  sources.main = trial_source("films/you_idiot.mov");
  Recipe recipe = Recipe::default_recipe();
  recipe.term_lists = {{"ours", "plumbus"}};
  const auto plan = plan_work(work, sources, trial_video_facts(854, 480), recipe, all);
  REQUIRE(plan);
  const auto places = [&](const char* step) {
    REQUIRE(plan->find(step) != nullptr);
    std::vector<std::string> found;
    for (const Json& label : plan->find(step)->parameters.at_or_null("labels").items())
      found.push_back(label.at_or_null("place").string_or(""));
    return found;
  };
  CHECK(places("filter:pii:labels") == std::vector<std::string>{"title:uk", "alt:en", "file_name:you_idiot.mov"});
  CHECK(places("filter:term:labels") ==
        std::vector<std::string>{"title:uk", "alt:en", "credit:1", "file_name:you_idiot.mov"});
  const PlannedStep& step = *plan->find("filter:term:labels");
  CHECK(step.kind == "filter_labels");
  CHECK(step.inputs.empty());
  CHECK_FALSE(step.required);
  CHECK(step.parameters.at_or_null("term_lists").items().size() == 1);
  CHECK(step.parameters.at_or_null("labels").items().back().at_or_null("words").string_or("") == "you idiot");
  const auto& judged = plan->find("judge")->inputs;
  CHECK(std::ranges::count(judged, "filter:term:labels", &PlannedInput::step) == 1);
}

TEST_CASE("what a filter owes to the day is in its parameters, and nothing else of the day is") {
  Filter term{};
  term.id = "term";
  term.look_at_text = [](std::string_view, const LanguageTag&, const Json&) -> Result<FilterResult> {
    return FilterResult{};
  };
  term.of_the_day = [](const Json& parameters, std::string_view today) {
    const bool late = today > "2026-12-31" && !parameters.at_or_null("term_lists").items().empty();
    return late ? Json::object({{"expired", Json::array({"ours"})}}) : Json::empty_object();
  };
  const std::array<const Filter*, 1> word_filters{&term};
  Catalogue all = trial_catalogue();
  all.filters = word_filters;
  WorkSources sources;
  sources.main = trial_source("lullaby.mov");
  sources.subtitles["pl"] = trial_source("lullaby.pl.srt");
  Recipe recipe = Recipe::default_recipe();
  recipe.term_lists = {{"ours", "plumbus"}};
  const auto on = [&](std::string_view today) {
    return plan_work(trial_work("video"), sources, trial_video_facts(854, 480), recipe, all, {}, today)->to_json();
  };
  CHECK(on("") == on("2026-12-31"));
  CHECK(on("2027-01-01") == on("2027-06-01"));
  CHECK(on("2026-12-31") != on("2027-01-01"));
  const auto late = plan_work(trial_work("video"), sources, trial_video_facts(854, 480), recipe, all, {}, "2027-01-01");
  for (const char* step : {"filter:term:cue_track:pl", "filter:term:labels"})
    CHECK(late->find(step)->parameters.at_or_null("expired").items().size() == 1);
  CHECK(late->find("filter:term:cue_track:pl")->parameters.at_or_null("place").string_or("") == "subtitles");
}

TEST_CASE("what is written inside a film or a song is read once, and looked through by every filter of words") {
  Filter term{};
  term.id = "term";
  term.look_at_text = [](std::string_view, const LanguageTag&, const Json&) -> Result<FilterResult> {
    return FilterResult{};
  };
  Filter link = term;
  link.id = "link";
  const std::array<const Filter*, 2> word_filters{&term, &link};
  Catalogue all = trial_catalogue();
  WorkSources sources;
  sources.main = trial_source("film.mp4");
  const Recipe recipe = Recipe::default_recipe();
  const auto without = plan_work(trial_work("video"), sources, trial_video_facts(640, 360), recipe, all);
  REQUIRE(without);
  CHECK(without->find("written_words") == nullptr);  // nobody would read them
  all.filters = word_filters;
  const auto plan = plan_work(trial_work("video"), sources, trial_video_facts(640, 360), recipe, all);
  REQUIRE(plan);
  CHECK(std::ranges::count(plan->steps, "written_words", &PlannedStep::kind) == 1);
  CHECK_FALSE(plan->find("written_words")->required);
  for (const char* step : {"filter:term:written", "filter:link:written"}) {
    INFO(step);
    REQUIRE(plan->find(step) != nullptr);
    CHECK(plan->find(step)->kind == "filter_labels");
    CHECK(plan->find(step)->inputs.front().step == "written_words");
    CHECK(std::ranges::count(plan->find("judge")->inputs, step, &PlannedInput::step) == 1);
  }
}

TEST_CASE("what is written inside pictures and sounds in other languages is looked through as in a film") {
  Filter term{};
  term.id = "term";
  term.look_at_text = [](std::string_view, const LanguageTag&, const Json&) -> Result<FilterResult> {
    return FilterResult{};
  };
  const std::array<const Filter*, 1> word_filters{&term};
  Catalogue all = trial_catalogue();
  all.filters = word_filters;
  const auto looks = [&](const Plan& plan, const std::string& which, const std::string& kind) {
    const PlannedStep* look = plan.find("filter:term:written" + which);
    REQUIRE(look != nullptr);
    CHECK(look->kind == "filter_labels");
    CHECK(look->inputs.front().step == kind + which);
    CHECK(std::ranges::count(plan.find("judge")->inputs, look->id, &PlannedInput::step) == 1);
    const PlannedStep* read = plan.find(kind + which);
    REQUIRE(read != nullptr);
    CHECK(read->kind == kind);
    return read->parameters.at_or_null("of_file").string_or("");
  };
  WorkSources sources;
  sources.main = trial_source("home.jpg");
  SourceFacts picture;
  picture.kind = "image";
  picture.image_width = picture.image_height = 64;
  const auto of_picture = plan_work(trial_work("image"), sources, picture, Recipe::default_recipe(), all);
  REQUIRE(of_picture);
  CHECK(looks(*of_picture, "", "picture_words").empty());
  sources.main = trial_source("song.uk.mp3");
  sources.audio["pl"] = trial_source("sounds/song.pl.mp3");
  sources.pictures = {trial_source("home.jpg")};
  SourceFacts song;
  song.kind = "audio";
  song.duration_seconds = 5;
  song.audio.push_back({0, "mp3", 2, "stereo", 48000, 5, 0, "", ""});
  const auto of_song = plan_work(trial_work("audio"), sources, song, Recipe::default_recipe(), all);
  REQUIRE(of_song);
  CHECK(looks(*of_song, "", "written_words").empty());
  CHECK(looks(*of_song, ":sound:pl", "written_words") == "song.pl.mp3");
  CHECK(looks(*of_song, ":slide:0", "picture_words") == "home.jpg");
}
