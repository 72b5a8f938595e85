#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>

#include "pipeline/base/filter.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/engine/plan.h"
#include "pipeline/media/encoders.h"
#include "pipeline/media/frame.h"

using namespace integrart;

namespace {

Result<FilterResult> sees_nothing(const SourceFacts&) {
  return FilterResult{};
}

const Filter facts_filter = [] {
  Filter filter{};
  filter.id = "metadata";
  filter.look_at_facts = sees_nothing;
  return filter;
}();
const std::array<const Filter*, 1> all_filters{&facts_filter};

Result<std::unique_ptr<FrameSink>> sees_no_film(const SourceFacts&, const Json&) {
  return fail(Errc::unsupported, "engine.filter_unknown");
}

const Filter flash_filter = [] {
  Filter filter{};
  filter.id = "flash";
  filter.make_sink = sees_no_film;
  return filter;
}();
const Filter black_filter = [] {
  Filter filter{};
  filter.id = "black";
  filter.reads_words = true;  // unlike the real one
  filter.make_sink = sees_no_film;
  return filter;
}();
const std::array<const Filter*, 2> film_filters{&flash_filter, &black_filter};

constexpr std::array<std::string_view, 1> timed_extensions{"lrc"};
const SubtitleFormat timed_words = [] {
  SubtitleFormat format{};
  format.id = "lrc";
  format.extensions = timed_extensions;
  return format;
}();
const std::array<const SubtitleFormat*, 1> all_subtitles{&timed_words};

Catalogue catalogue() {
  Catalogue all;
  all.encoders = encoders();
  all.filters = all_filters;
  all.subtitles = all_subtitles;
  return all;
}

SourceFile source(std::string name) {
  return {{digest_of(name), name.size(), "application/octet-stream"}, name};
}

CollectionWork work_of(std::string kind) {
  CollectionWork work;
  work.id = "lullaby";
  work.kind = std::move(kind);
  work.language = LanguageTag::parse("uk").value().value;
  work.title.by_language["uk"] = "Колискова";
  return work;
}

SourceFacts video_facts(int width, int height) {
  SourceFacts facts;
  facts.kind = "video";
  facts.duration_seconds = 12;
  facts.video = VideoFacts{};
  facts.video->width = width;
  facts.video->height = height;
  facts.audio.push_back({1, "aac", 2, "stereo", 48000, 12, 128000, "", ""});
  return facts;
}

std::vector<std::string> ids(const Plan& plan) {
  std::vector<std::string> names;
  for (const PlannedStep& step : plan.steps) names.push_back(step.id);
  return names;
}

}  // namespace

TEST_CASE("the plan of a music video") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  sources.subtitles["pl"] = source("lullaby.pl.srt");
  const auto plan = plan_work(work_of("video"), sources, video_facts(854, 480), Recipe::default_recipe(), catalogue());
  REQUIRE(plan);
  CHECK(ids(*plan) == std::vector<std::string>{"probe", "video_rendition:480p", "video_rendition:360p",
                                               "video_rendition:240p", "poster", "storyboard", "audio_rendition:aac",
                                               "waveform", "loudness", "cue_track:pl", "progressive:480p",
                                               "progressive:360p", "sound_file:aac", "stream_manifest:hls",
                                               "stream_manifest:dash", "filter:metadata", "judge"});
  CHECK(plan->notes.size() == 2);
  CHECK(plan->find("poster")->required == false);
  CHECK(plan->find("video_rendition:480p")->required);
}

TEST_CASE("the plan of a phone's recipe: one small file, no stream") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  sources.subtitles["pl"] = source("lullaby.pl.srt");
  const auto plan = plan_work(work_of("video"), sources, video_facts(1920, 1080), Recipe::phone(), catalogue());
  REQUIRE(plan);
  CHECK(ids(*plan) == std::vector<std::string>{"probe", "video_rendition:360p", "poster", "storyboard",
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
  sources.main = source("lullaby.mov");
  const auto plan = plan_work(work_of("video"), sources, video_facts(1280, 720), Recipe::archive(), catalogue());
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

TEST_CASE("further codecs come in addition, and never take the place of the one that plays everywhere") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
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
    return plan_work(work_of("video"), sources, video_facts(854, 480), recipe, catalogue()).value();
  };
  const Plan plan = plan_it();
  CHECK(ids(plan) == std::vector<std::string>{"probe", "video_rendition:480p", "video_rendition:240p",
                                              "video_rendition:svtav1-240p", "video_rendition:vp9-240p", "poster",
                                              "storyboard", "audio_rendition:aac", "audio_rendition:opus", "waveform",
                                              "loudness", "progressive:240p", "progressive:480p", "sound_file:aac",
                                              "sound_file:opus", "stream_manifest:hls", "stream_manifest:dash",
                                              "filter:metadata", "judge"});
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
  sources.main = source("lullaby.mov");
  const auto plan = [&] {
    return plan_work(work_of("video"), sources, video_facts(1920, 1080), Recipe::default_recipe(), catalogue()).value();
  };
  CHECK(plan().to_json() == plan().to_json());
  CHECK(plan().to_text() == plan().to_text());
}

TEST_CASE("every input is made before it is used") {
  WorkSources sources;
  sources.main = source("song.ogg");
  sources.pictures = {source("a.jpg"), source("b.jpg")};
  SourceFacts facts = video_facts(0, 0);
  facts.kind = "audio";
  facts.video.reset();
  const auto plan = plan_work(work_of("audio"), sources, facts, Recipe::default_recipe(), catalogue());
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
  sources.main = source("film.mov");
  sources.pictures = {source("a.jpg"), source("b.jpg")};
  SourceFacts sound = video_facts(0, 0);
  sound.kind = "audio";
  sound.video.reset();
  SourceFacts still;
  still.kind = "image";
  still.image_width = 640;
  still.image_height = 480;
  for (const auto& [kind, facts] : {std::pair("video", video_facts(854, 480)), {"image", still}, {"audio", sound}}) {
    CollectionWork work = work_of(kind);
    work.covers_faces = true;
    const auto plan = plan_work(work, sources, facts, Recipe::default_recipe(), catalogue());
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
  Catalogue all = catalogue();
  all.filters = film_filters;
  WorkSources sources;
  sources.main = source("picture.gif");
  SourceFacts picture;
  picture.kind = "image";
  picture.image_width = picture.image_height = 64;
  const auto plan_of = [&](const CollectionWork& work, const SourceFacts& facts) {
    auto plan = plan_work(work, sources, facts, Recipe::default_recipe(), all);
    REQUIRE(plan);
    return std::move(*plan);
  };
  CHECK(plan_of(work_of("image"), picture).find("filter:flash") == nullptr);
  picture.duration_seconds = 0.4;
  const Plan moving = plan_of(work_of("image"), picture);
  REQUIRE(moving.find("filter:flash") != nullptr);
  CHECK(moving.find("filter:flash")->kind == "filter_animation");
  CHECK(moving.find("filter:flash")->inputs.front().artefact == sources.main.artefact);
  CHECK(moving.find("filter:black") == nullptr);
  CHECK(std::ranges::any_of(moving.find("judge")->inputs,
                            [](const PlannedInput& input) { return input.step == "filter:flash"; }));
  SourceFacts sound = video_facts(0, 0);
  sound.kind = "audio";
  sound.video.reset();
  sources.pictures = {source("a.gif"), source("b.jpg")};
  const Plan song = plan_of(work_of("audio"), sound);
  REQUIRE(song.find("filter:flash:slide:1") != nullptr);
  CHECK(song.find("filter:flash:slide:0")->inputs.front().artefact == sources.pictures[0].artefact);
}

TEST_CASE("lists of words of one's own reach whatever reads words in pictures") {
  Catalogue all = catalogue();
  all.filters = film_filters;
  WorkSources sources;
  sources.main = source("film.mp4");
  Recipe recipe = Recipe::default_recipe();
  recipe.term_lists.push_back({"ours", "plumbus\n"});
  const auto plan = plan_work(work_of("video"), sources, video_facts(640, 360), recipe, all);
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
  Catalogue all = catalogue();
  all.filters = word_filters;
  CollectionWork work = work_of("video");
  work.file = "films/you_idiot.mov";
  work.alt.by_language["en"] = "A cradle";
  work.creators.push_back({"Oksana", "singer", true});
  WorkSources sources;
  sources.main = source("films/you_idiot.mov");
  Recipe recipe = Recipe::default_recipe();
  recipe.term_lists = {{"ours", "plumbus"}};
  const auto plan = plan_work(work, sources, video_facts(854, 480), recipe, all);
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
  Catalogue all = catalogue();
  all.filters = word_filters;
  WorkSources sources;
  sources.main = source("lullaby.mov");
  sources.subtitles["pl"] = source("lullaby.pl.srt");
  Recipe recipe = Recipe::default_recipe();
  recipe.term_lists = {{"ours", "plumbus"}};
  const auto on = [&](std::string_view today) {
    return plan_work(work_of("video"), sources, video_facts(854, 480), recipe, all, {}, today)->to_json();
  };
  CHECK(on("") == on("2026-12-31"));
  CHECK(on("2027-01-01") == on("2027-06-01"));
  CHECK(on("2026-12-31") != on("2027-01-01"));
  const auto late = plan_work(work_of("video"), sources, video_facts(854, 480), recipe, all, {}, "2027-01-01");
  for (const char* step : {"filter:term:cue_track:pl", "filter:term:labels"})
    CHECK(late->find(step)->parameters.at_or_null("expired").items().size() == 1);
  CHECK(late->find("filter:term:cue_track:pl")->parameters.at_or_null("place").string_or("") == "subtitles");
}

TEST_CASE("a mono song stays mono and a dub is a second rendition") {
  WorkSources sources;
  sources.main = source("song.mov");
  SourceFacts facts = video_facts(640, 360);
  facts.audio[0].channels = 1;
  facts.audio.push_back({2, "aac", 6, "5.1", 48000, 12, 0, "pl", "dub"});
  const auto plan = plan_work(work_of("video"), sources, facts, Recipe::default_recipe(), catalogue());
  REQUIRE(plan);
  CHECK(plan->find("audio_rendition:aac")->parameters.at_or_null("channels").integer_or(0) == 1);
  CHECK(plan->find("audio_rendition:aac-2")->parameters.at_or_null("channels").integer_or(0) == 2);
  CHECK(plan->find("audio_rendition:aac-2")->parameters.at_or_null("track").integer_or(0) == 1);
}

TEST_CASE(
    "what is heard in another language becomes a sound file: a stream that names one, and files that were given") {
  WorkSources sources;
  sources.main = source("song.mov");
  sources.audio["nl"] = source("song.nl.flac");
  sources.audio["pl"] = source("song.pl.mp3");
  SourceFacts facts = video_facts(640, 360);
  for (const char* language : {"nb", "", "uk", "pl"})
    facts.audio.push_back({2, "aac", 2, "stereo", 48000, 12, 0, language, ""});
  const auto plan = plan_work(work_of("video"), sources, facts, Recipe::default_recipe(), catalogue());
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
  CHECK(plan->find("sound_in:nl")->parameters.at_or_null("language").string_or("") == "nl");
  CHECK(plan->find("progressive:360p")->inputs.at(1).step == "audio_rendition:aac");
  CHECK(plan->find("sound_file:aac")->inputs.at(0).step == "audio_rendition:aac");
  const Json& labels = plan->find("stream_manifest:hls")->parameters.at_or_null("audio");
  CHECK(labels.at_or_null("aac").at_or_null("language").string_or("") == "uk");
  CHECK(labels.at_or_null("aac-nl").at_or_null("language").string_or("") == "nl");

  facts.audio.clear();  // a silent film keeps silent, and may be heard in another language
  const auto silent = plan_work(work_of("video"), sources, facts, Recipe::default_recipe(), catalogue());
  REQUIRE(silent);
  CHECK(silent->find("progressive:360p")->inputs.size() == 1);
  CHECK(silent->find("sound_file:aac") == nullptr);
  CHECK(silent->find("sound_in:pl") != nullptr);
}

TEST_CASE("a text is read aloud, also in its own language") {
  WorkSources sources;
  sources.main = source("poem.md");
  sources.audio["uk"] = source("poem.mp3");
  SourceFacts facts;
  facts.kind = "text";
  const auto plan = plan_work(work_of("text"), sources, facts, Recipe::default_recipe(), catalogue());
  REQUIRE(plan);
  CHECK(ids(*plan) == std::vector<std::string>{"probe", "text:uk", "probe:uk", "audio_rendition:aac-uk", "sound_in:uk",
                                               "filter:metadata", "judge"});
}

TEST_CASE("a file of another kind than declared is refused with both kinds") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  SourceFacts facts = video_facts(640, 360);
  facts.kind = "audio";
  const auto plan = plan_work(work_of("video"), sources, facts, Recipe::default_recipe(), catalogue());
  REQUIRE_FALSE(plan);
  CHECK(render(plan.error()).find("lullaby.mov: this is declared as video, but the file holds sound") == 0);
}

TEST_CASE("a recipe that names what is not registered is refused before anything runs") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  Recipe recipe = Recipe::default_recipe();
  recipe.video.encoder = "realvideo";
  CHECK(plan_work(work_of("video"), sources, video_facts(640, 360), recipe, catalogue()).error().what.id ==
        "engine.encoder_unknown");
  recipe = Recipe::default_recipe();
  recipe.filters = {"mind_reading"};
  CHECK(plan_work(work_of("video"), sources, video_facts(640, 360), recipe, catalogue()).error().what.id ==
        "engine.filter_unknown");
}

TEST_CASE("one more rung changes no step that was planned before") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  Recipe recipe = Recipe::default_recipe();
  const Plan before = plan_work(work_of("video"), sources, video_facts(1920, 1080), recipe, catalogue()).value();
  recipe.video.ladder.push_back({"144p", 144, 250, 25, 30});
  const Plan after = plan_work(work_of("video"), sources, video_facts(1920, 1080), recipe, catalogue()).value();
  for (const PlannedStep& step : before.steps) {
    if (step.kind == "stream_manifest") continue;  // the playlists name all rungs
    REQUIRE(after.find(step.id) != nullptr);
    CHECK(after.find(step.id)->parameters == step.parameters);
  }
  CHECK(after.find("video_rendition:144p") != nullptr);
}

TEST_CASE("lyrics without times are aligned, unless subtitles in the same language have the times") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  sources.lyrics = source("lullaby.uk.txt");
  const auto plan = [&] {
    return plan_work(work_of("video"), sources, video_facts(854, 480), Recipe::default_recipe(), catalogue()).value();
  };
  const Plan aligned = plan();
  REQUIRE(aligned.find("align:uk") != nullptr);
  CHECK_FALSE(aligned.find("align:uk")->required);
  CHECK(aligned.find("sound_features") != nullptr);
  CHECK(aligned.find("text:uk") != nullptr);
  // Without a voice for the language the streams go without the track.
  CHECK(aligned.find("stream_manifest:hls")->inputs.back().role == "subtitles:uk");
  CHECK(aligned.find("stream_manifest:hls")->inputs.back().optional);
  sources.subtitles["uk"] = source("lullaby.uk.vtt");
  CHECK(plan().find("align:uk") == nullptr);
}

TEST_CASE("words that have times are taken as they are") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  sources.lyrics = source("lullaby.uk.LRC");
  const auto plan = [&] {
    return plan_work(work_of("video"), sources, video_facts(854, 480), Recipe::default_recipe(), catalogue()).value();
  };
  const Plan timed = plan();
  CHECK(timed.find("align:uk") == nullptr);
  CHECK(timed.find("text:uk") == nullptr);
  REQUIRE(timed.find("cue_track:uk") != nullptr);
  CHECK(timed.find("cue_track:uk")->parameters.at_or_null("kind").string_or("") == "lyrics");
  CHECK(timed.find("cue_track:uk")->inputs.front().name == "lullaby.uk.LRC");
  // Subtitles in the same language win.
  sources.subtitles["uk"] = source("lullaby.uk.vtt");
  CHECK(plan().find("cue_track:uk")->inputs.front().name == "lullaby.uk.vtt");
}

TEST_CASE("every language of the collection that a work with timed text lacks gets a draft") {
  WorkSources sources;
  sources.main = source("lullaby.mov");
  sources.subtitles["uk"] = source("lullaby.uk.vtt");
  sources.subtitles["pl.singable"] = source("lullaby.pl.singable.srt");
  sources.glossaries = {source("terms.csv")};
  std::vector<LanguageTag> languages;
  for (const char* tag : {"uk", "pl", "nb", "nn"}) languages.push_back(LanguageTag::parse(tag).value().value);
  const auto plan = [&](const std::vector<LanguageTag>& wanted) {
    return plan_work(work_of("video"), sources, video_facts(640, 360), Recipe::default_recipe(), catalogue(), {wanted})
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
