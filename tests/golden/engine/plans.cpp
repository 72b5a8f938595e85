// The plans of one work of each kind, as `integrart plan` prints them. When planning changes on purpose, look at every
// line that differs, then run once with INTEGRART_UPDATE_GOLDEN=1.
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "pipeline/base/filter.h"
#include "pipeline/base/subtitle_format.h"
#include "pipeline/engine/plan.h"
#include "pipeline/media/encoders.h"
#include "pipeline/media/frame.h"
#include "tests/places.h"

using namespace integrart;

namespace {

Result<FilterResult> finds_nothing_in_facts(const SourceFacts&) {
  return FilterResult{};
}
Result<FilterResult> finds_nothing_in_words(std::string_view, const LanguageTag&, const Json&) {
  return FilterResult{};
}
Result<FilterResult> finds_nothing_alike(const Json&) {
  return FilterResult{};
}
Result<std::unique_ptr<FrameSink>> never_looks(const SourceFacts&, const Json&) {
  return fail(Errc::unsupported, "engine.filter_unknown");
}

/// One filter of each sort; what they find is nothing to a plan.
const Filter planned_flash = [] {
  Filter filter{};
  filter.id = "flash";
  filter.version = 3;
  filter.make_sink = never_looks;
  return filter;
}();
const Filter planned_ocr = [] {
  Filter filter{};
  filter.id = "text_in_picture";
  filter.looks_at_stills = true;
  filter.reads_words = true;
  filter.make_sink = never_looks;
  return filter;
}();
const Filter planned_image_class = [] {
  Filter filter{};
  filter.id = "image_class";
  filter.looks_at_stills = true;
  filter.model = ModelUse::needs;
  filter.make_sink = never_looks;
  return filter;
}();
const Filter planned_metadata = [] {
  Filter filter{};
  filter.id = "metadata";
  filter.look_at_facts = finds_nothing_in_facts;
  return filter;
}();
const Filter planned_pii = [] {
  Filter filter{};
  filter.id = "pii";
  filter.look_at_text = finds_nothing_in_words;
  return filter;
}();
const Filter planned_duplicate = [] {
  Filter filter{};
  filter.id = "duplicate";
  filter.look_at_likeness = finds_nothing_alike;
  return filter;
}();
const std::array<const Filter*, 6> planned_filters{&planned_flash,    &planned_ocr, &planned_image_class,
                                                   &planned_metadata, &planned_pii, &planned_duplicate};

SourceFile planned_source(const std::string& name) {
  return {{digest_of(name), name.size(), "application/octet-stream"}, name};
}

/// What a golden plan is made from.
struct PlannedWork {
  CollectionWork work;
  WorkSources sources;
  SourceFacts facts;
  DraftWishes drafts;

  PlannedWork(const std::string& kind, const std::string& file) {
    work.id = "lullaby";
    work.kind = kind;
    work.language = LanguageTag::parse("uk").value().value;
    work.title.by_language["uk"] = "Колискова";
    sources.main = planned_source(file);
    facts.kind = kind;
    for (const char* language : {"uk", "pl", "nl"})
      drafts.languages.push_back(LanguageTag::parse(language).value().value);
  }
  void has_sound(double seconds) {
    facts.duration_seconds = seconds;
    facts.audio.push_back({1, "aac", 2, "stereo", 48000, seconds, 128000, "", ""});
  }
  std::string plan() const {
    Catalogue catalogue;
    catalogue.encoders = encoders();
    catalogue.filters = planned_filters;
    Recipe recipe = Recipe::default_recipe();
    recipe.filters = {"all"};
    const auto planned = plan_work(work, sources, facts, recipe, catalogue, drafts);
    return planned ? planned->to_text() : render(planned.error());
  }
};

PlannedWork planned_video() {
  PlannedWork video("video", "lullaby.mov");
  video.facts.video = VideoFacts{};
  video.facts.video->width = 1280;
  video.facts.video->height = 720;
  video.has_sound(12);
  video.work.softens_flashes = true;
  video.work.covers_faces = true;
  video.sources.lyrics = planned_source("lullaby.uk.txt");
  video.sources.subtitles["pl"] = planned_source("lullaby.pl.srt");
  return video;
}

PlannedWork planned_audio() {
  PlannedWork audio("audio", "song.ogg");
  audio.has_sound(95);
  audio.sources.pictures = {planned_source("home.jpg"), planned_source("sea.gif")};
  audio.sources.subtitles["uk"] = planned_source("song.uk.vtt");
  audio.sources.glossaries = {planned_source("words.csv")};
  return audio;
}

PlannedWork planned_image() {
  PlannedWork image("image", "kitchen.heic");
  image.facts.image_width = 4032;
  image.facts.image_height = 3024;
  image.sources.known_media = {planned_source("known.txt")};
  return image;
}

PlannedWork planned_text() {
  PlannedWork text("text", "story.md");
  text.sources.translations["pl"] = planned_source("story.pl.md");
  return text;
}

void check_golden(const std::string& name, const std::string& plan) {
  INFO(name);
  REQUIRE(plan.size() > 100);
  const std::string file = test::source_folder() + "/tests/golden/engine/" + name + ".txt";
  if (std::getenv("INTEGRART_UPDATE_GOLDEN") != nullptr) std::ofstream(file) << plan;
  std::ostringstream golden;
  golden << std::ifstream(file).rdbuf();
  CHECK(plan == golden.str());
}

}  // namespace

TEST_CASE("the plans of a film, a song, a picture and a text are the ones that were looked through", "[golden]") {
  check_golden("video", planned_video().plan());
  check_golden("audio", planned_audio().plan());
  check_golden("image", planned_image().plan());
  check_golden("text", planned_text().plan());
}
