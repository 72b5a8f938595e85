#include "pipeline/engine/work_build.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <map>

#include "pipeline/base/filter.h"
#include "tests/temporary_folder.h"
#include "tests/unit/engine/build_scene.h"

using namespace integrart;

namespace {

Result<std::unique_ptr<FrameSink>> looks_nowhere(const SourceFacts&, const Json&) {
  return fail(Errc::internal, "base.out_of_memory");
}

const Filter needs_a_model = [] {
  Filter filter{};
  filter.id = "image_class";
  filter.model = ModelUse::needs;
  filter.make_sink = looks_nowhere;
  return filter;
}();
const Filter better_with_a_model = [] {
  Filter filter{};
  filter.id = "face";
  filter.model = ModelUse::better_with;
  filter.make_sink = looks_nowhere;
  return filter;
}();
const std::array<const Filter*, 2> filters_with_models{&needs_a_model, &better_with_a_model};

SourceModel model_for(std::string task, std::string id) {
  SourceModel model;
  model.manifest.task = std::move(task);
  model.manifest.id = id;
  model.source = source_file(id, id + ".onnx");
  return model;
}

/// Translates every line into `answer`, or into nothing when that is empty.
class OneAnswer final : public CueTranslator {
 public:
  std::string answer = "Śpij";
  std::string memory = "1";
  bool final = true;
  int asked = 0;

  Result<std::size_t> learn(const std::vector<CueTrack>&, const std::string&, const std::string&) override {
    return std::size_t{0};
  }
  Result<Json> basis(const MissingTrack&) override { return Json(memory); }
  Result<TrackDraft> draft(const MissingTrack& missing, const Json&, std::stop_token) override {
    ++asked;
    TrackDraft draft;
    draft.track.draft = true;
    draft.final = final;
    draft.lines = 1;
    if (answer.empty()) return draft;
    draft.track.cues = missing.sources.front().cues;
    draft.track.cues.front().text = answer;
    return draft;
  }
};

}  // namespace

TEST_CASE("all frame steps of a source are one decode pass") {
  Scene scene;
  WorkBuild build = scene.begin();
  const auto probe = build.advance();
  REQUIRE(probe.size() == 1);
  build.unit_done(probe.front().id(), run(probe.front(), scene.ledger));
  const auto units = build.advance();
  const auto pass = std::find_if(units.begin(), units.end(), [](const Unit& unit) { return unit.steps.size() > 1; });
  REQUIRE(pass != units.end());
  CHECK(pass->steps.size() == 8);  // two rungs, sound, poster, storyboard, waveform, loudness
  CHECK(units.size() == 2);        // and the subtitles
}

TEST_CASE("a second build runs nothing, and tells once what the decode pass noted, as the first did") {
  Scene scene;
  WorkBuild first = scene.begin();
  CHECK(scene.finish(first)["video_rendition"] == 2);
  CHECK(first.finished());
  CHECK(std::ranges::count(first.notes(), breaks_off) == 1);
  WorkBuild second = scene.begin();
  CHECK(scene.finish(second).empty());
  CHECK(std::ranges::count(second.notes(), breaks_off) == 1);
  CHECK(second.finished());
  CHECK_FALSE(second.failed());
}

TEST_CASE("words about a work are masked before anything is planned with them, and a work without masks is none") {
  Scene scene;
  scene.work.masks_words = true;
  scene.work.title.by_language = {{"uk", "067"}, {"en", "Home"}};
  WorkBuild build = scene.begin();
  CHECK(scene.finish(build)["masked_labels"] == 1);
  CHECK(build.work().title.by_language.at("uk") == "•••");
  CHECK(build.work().title.by_language.at("en") == "Home");
  REQUIRE(build.find("judge") != nullptr);
  for (const StepProgress& step : build.steps()) {
    INFO(step.planned.id);
    CHECK((step.planned.id == "masked_labels" || step.planned.parameters.dump().find("067") == std::string::npos));
  }
  WorkBuild again = scene.begin();
  CHECK(scene.finish(again).empty());
  CHECK(again.work().title.by_language.at("uk") == "•••");
  Scene other;
  other.work.masks_words = true;
  other.work.title.by_language = {{"uk", "067"}};
  WorkBuild failing = other.begin();
  other.finish(failing, "masked_labels");
  CHECK(failing.failed());
  CHECK(failing.finished());
  CHECK(failing.find("judge") == nullptr);
}

TEST_CASE("a step whose artefact is gone or cut short is done again, with a note, and only that step") {
  const TemporaryFolder folder;
  const auto store = open_artefact_store("file:" + folder.string());
  REQUIRE(store);
  Scene scene;
  scene.store = store->get();
  // Every record has the same three files; here they are what the store has, under names of their own.
  const auto fill = [&](const std::string& key) {
    for (StepFile& file : scene.ledger.records.at(key).files) {
      const auto artefact = (*store)->put(key + file.name, "x");
      REQUIRE(artefact);
      file.artefact = *artefact;
    }
  };
  const auto build_all = [&](WorkBuild& build) {
    std::map<std::string, int> ran;
    for (auto units = build.advance(); !units.empty(); units = build.advance())
      for (const Unit& unit : units) {
        const UnitOutcome outcome = run(unit, scene.ledger);
        for (const UnitStep& step : unit.steps) {
          ++ran[step.id];
          fill(step.key);
        }
        build.unit_done(unit.id(), outcome);
      }
    return ran;
  };
  WorkBuild first = scene.begin();
  CHECK(build_all(first).size() > 8);
  WorkBuild second = scene.begin();
  CHECK(build_all(second).empty());

  const auto path_of = [&](const std::string& step) {
    const std::string hex = first.record(step)->files.front().artefact.digest.hex();
    return folder.path() / hex.substr(0, 2) / hex.substr(2, 2) / hex;
  };
  std::filesystem::remove(path_of("poster"));
  std::filesystem::permissions(path_of("waveform"), std::filesystem::perms::owner_all);
  std::filesystem::resize_file(path_of("waveform"), 3);
  WorkBuild third = scene.begin();
  CHECK(build_all(third) == std::map<std::string, int>{{"poster", 1}, {"waveform", 1}});
  CHECK(third.find("poster")->state == StepState::ran);
  CHECK(std::ranges::count_if(third.notes(), [](const Message& note) { return note.id == "engine.made_again"; }) == 2);
  CHECK_FALSE(third.failed());
  WorkBuild fourth = scene.begin();
  CHECK(build_all(fourth).empty());
}

TEST_CASE("an edited subtitle line decodes and encodes nothing") {
  Scene scene;
  WorkBuild first = scene.begin();
  scene.finish(first);
  scene.sources.subtitles["uk"].artefact.digest = digest_of("cues, edited");
  WorkBuild second = scene.begin();
  const auto ran = scene.finish(second);
  CHECK(ran == std::map<std::string, int>{{"cue_track", 1}, {"stream_manifest", 2}});
}

TEST_CASE("a new threshold runs only the judgement") {
  Scene scene;
  WorkBuild first = scene.begin();
  scene.finish(first);
  scene.policy.rules.push_back({"flash", 0.25, VerdictKind::block});
  WorkBuild second = scene.begin();
  CHECK(scene.finish(second).empty());  // judged in this process, nothing else
  CHECK(second.find("judge")->state == StepState::ran);
  CHECK(second.find("video_rendition:360p")->state == StepState::cached);
}

TEST_CASE("a new rung encodes only that rung") {
  Scene scene;
  WorkBuild first = scene.begin();
  scene.finish(first);
  scene.recipe.video.ladder.push_back({"144p", 144, 250, 25, 30});
  WorkBuild second = scene.begin();
  const auto ran = scene.finish(second);
  CHECK(ran.at("video_rendition") == 1);
  CHECK_FALSE(ran.contains("audio_rendition"));
  CHECK_FALSE(ran.contains("progressive"));
}

TEST_CASE("a failed optional step is a note, a failed required one the end of the work") {
  Scene scene;
  WorkBuild build = scene.begin();
  scene.finish(build, "poster");
  CHECK_FALSE(build.failed());
  CHECK(std::any_of(build.notes().begin(), build.notes().end(),
                    [](const Message& note) { return note.id == "engine.optional_step_failed"; }));
  Scene other;
  WorkBuild broken = other.begin();
  other.finish(broken, "video_rendition:360p");
  CHECK(broken.failed());
  CHECK(broken.finished());
  CHECK(broken.find("progressive:360p")->state == StepState::skipped);
  CHECK(broken.find("video_rendition:240p")->state == StepState::ran);
}

TEST_CASE("when a decode pass dies its members run alone, so that only the culprit is set aside") {
  Scene scene;
  WorkBuild build = scene.begin();
  const auto probe = build.advance();
  build.unit_done(probe.front().id(), run(probe.front(), scene.ledger));
  std::vector<Unit> alone;
  for (const Unit& unit : build.advance()) {
    if (unit.steps.size() > 1)
      build.unit_failed(unit.id(), Error{Errc::corrupt_media, {"base.out_of_memory", {}}, {}, {}});
    else
      build.unit_done(unit.id(), run(unit, scene.ledger));
  }
  for (const Unit& unit : build.advance()) {
    CHECK(unit.steps.size() == 1);
    if (unit.steps.front().id == "storyboard")
      build.unit_failed(unit.id(), Error{Errc::corrupt_media, {"base.out_of_memory", {}}, {}, {}});
    else
      build.unit_done(unit.id(), run(unit, scene.ledger));
  }
  scene.finish(build);
  CHECK(build.finished());
  CHECK_FALSE(build.failed());
  CHECK(build.find("storyboard")->state == StepState::failed);
  CHECK(build.find("poster")->state == StepState::ran);
}

TEST_CASE("a filter that needs a model does not look without one, and nothing that requires it is clear") {
  Scene scene;
  scene.catalogue.filters = filters_with_models;
  scene.recipe.filters = {"all"};
  scene.policy.required_filters = {"image_class"};
  WorkBuild build = scene.begin();
  scene.finish(build);
  CHECK(build.find("filter:image_class") == nullptr);
  CHECK(build.find("filter:face")->state == StepState::ran);
  REQUIRE(build.filters_not_run().size() == 1);
  CHECK(build.filters_not_run().front().filter == "image_class");
  REQUIRE(build.verdict());
  CHECK(build.verdict()->kind == VerdictKind::inconclusive);
  CHECK(build.verdict()->missing == std::vector<std::string>{"image_class"});
  CHECK_FALSE(build.failed());
}

TEST_CASE("every model looks in the same decode pass; one that fails stops the work, and what it saw is missing") {
  Scene scene;
  scene.catalogue.filters = filters_with_models;
  scene.recipe.filters = {"all"};
  scene.policy.required_filters = {"image_class"};
  scene.sources.models = {model_for("image_class", "one"), model_for("face", "yunet"), model_for("image_class", "two")};
  WorkBuild whole = scene.begin();
  const auto probe = whole.advance();
  whole.unit_done(probe.front().id(), run(probe.front(), scene.ledger));
  const auto units = whole.advance();
  CHECK(units.size() == 2);  // the decode pass, and the subtitles
  for (const Unit& unit : units) whole.unit_done(unit.id(), run(unit, scene.ledger));
  scene.finish(whole);
  CHECK(whole.find("filter:image_class:one")->planned.inputs.back().role == "model");
  CHECK(whole.find("filter:face")->planned.parameters.at_or_null("model").at_or_null("id").string_or("") == "yunet");
  CHECK(whole.filters_not_run().empty());
  CHECK(whole.verdict()->kind == VerdictKind::clear);

  Scene other;
  other.catalogue.filters = filters_with_models;
  other.recipe.filters = {"all"};
  other.policy.required_filters = {"image_class"};
  other.sources.models = scene.sources.models;
  WorkBuild broken = other.begin();
  other.finish(broken, "filter:image_class:two");
  CHECK(broken.failed());
  CHECK(broken.find("filter:image_class:one")->state == StepState::ran);
  REQUIRE(broken.verdict());
  CHECK(broken.verdict()->missing == std::vector<std::string>{"image_class"});
}

TEST_CASE("a draft waits for the memory, is made once, and follows its words and its basis") {
  Scene scene;
  OneAnswer translator;
  scene.drafts = {{{LanguageTag::parse("pl").value().value}}, &translator, {}};
  WorkBuild waiting(scene.work, {scene.recipe, scene.policy, scene.catalogue, scene.ledger, scene.drafts});
  waiting.begin(scene.sources);
  scene.finish(waiting);
  CHECK(waiting.tracks_are_read());
  CHECK(waiting.tracks_of_people().size() == 1);
  CHECK_FALSE(waiting.finished());
  CHECK(translator.asked == 0);
  waiting.allow_drafts();
  CHECK(scene.finish(waiting) == std::map<std::string, int>{{"draft_track", 1}, {"stream_manifest", 2}});
  CHECK(waiting.finished());
  CHECK(translator.asked == 1);

  WorkBuild again = scene.begin();
  CHECK(scene.finish(again).empty());
  translator.memory = "2";  // something else is known, and gives the same draft
  WorkBuild learnt = scene.begin();
  CHECK(scene.finish(learnt).empty());
  CHECK(translator.asked == 2);
  scene.sources.subtitles["uk"].artefact.digest = digest_of("cues, edited");
  WorkBuild edited = scene.begin();
  CHECK(scene.finish(edited).at("cue_track") == 1);
  CHECK(translator.asked == 3);
}

TEST_CASE("nothing to suggest makes no track and fails nothing; what an engine could not say now is asked again") {
  Scene scene;
  OneAnswer translator;
  translator.answer.clear();
  translator.final = false;
  scene.drafts = {{{LanguageTag::parse("pl").value().value}}, &translator, {}};
  for (int builds = 1; builds <= 2; ++builds) {
    WorkBuild build = scene.begin();
    scene.finish(build);
    CHECK(build.finished());
    CHECK_FALSE(build.failed());
    CHECK(build.find("draft_track:pl")->state == StepState::skipped);
    CHECK(build.record("stream_manifest:hls") != nullptr);
    CHECK(translator.asked == builds);
    CHECK(std::ranges::count(build.notes(), "engine.draft_nothing", &Message::id) == 1);
  }
}

TEST_CASE("sources that cannot be had end the work at once") {
  Scene scene;
  WorkBuild build(scene.work, {scene.recipe, scene.policy, scene.catalogue, scene.ledger});
  build.begin(fail(Errc::not_found, "base.file_not_found", {{"file", "a"}}));
  CHECK(build.advance().empty());
  CHECK(build.finished());
  CHECK(build.failed());
}

TEST_CASE("units survive their journey through the queue") {
  Scene scene;
  WorkBuild build = scene.begin();
  const Unit unit = build.advance().front();
  const auto back = Unit::from_json(unit.to_json());
  REQUIRE(back);
  CHECK(back->to_json() == unit.to_json());
  CHECK(back->id() == unit.id());
}
