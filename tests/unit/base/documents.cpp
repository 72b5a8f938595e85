#include <catch2/catch.hpp>

#include "pipeline/base/documents/collection.h"
#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/finding.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/documents/recipe.h"

using namespace integrart;

namespace {

Json parsed(std::string_view text) {
  auto json = parse_json(text);
  REQUIRE(json);
  return *json;
}

Json small_collection() {
  return parsed(R"({"schema":"collection/1","id":"two-homes","licence":"CC-BY-SA-4.0","languages":["ua","pl"],
    "works":[{"id":"lullaby","kind":"video","file":"lullaby.mov","language":"uk","title":{"uk":"Колискова","en":"Lullaby"},
              "creators":[{"name":"Oksana","role":"singer","pseudonym":true}],"level":"A2","colour":"blue",
              "consent":{"people":1,"granted":["teach"],"expires":"2028-01-01"}}]})");
}

}  // namespace

TEST_CASE("every named recipe survives a round trip") {
  for (const char* id : {"default", "phone", "archive"}) {
    const Recipe recipe = Recipe::named(id).value();
    const auto back = Recipe::from_json(recipe.to_json());
    INFO(id);
    REQUIRE(back);
    CHECK(back->to_json() == recipe.to_json());
  }
  CHECK_FALSE(Recipe::named("cinema"));
}

TEST_CASE("a recipe with a mistake is refused with the key") {
  Json json = Recipe::default_recipe().to_json();
  json["vidoe"] = 1;
  const auto misspelt = Recipe::from_json(json);
  REQUIRE_FALSE(misspelt);
  CHECK(render(misspelt.error()).starts_with("vidoe:"));

  json = Recipe::default_recipe().to_json();
  json["audio"] = parsed(R"([{"encoder":"aac","bitrate_kbps":64}])");
  const auto thin = Recipe::from_json(json);
  REQUIRE_FALSE(thin);
  CHECK(render(thin.error()).starts_with("audio[0].bitrate_kbps:"));

  json = Recipe::default_recipe().to_json();
  json["video"] = parsed(R"({"ladder":[{"short_side":361}]})");
  CHECK_FALSE(Recipe::from_json(json));
  CHECK_FALSE(Recipe::from_json(parsed(R"({"schema":"recipe/9"})")));
}

TEST_CASE("a recipe always makes H.264 and AAC, other codecs come in addition") {
  Json json = Recipe::default_recipe().to_json();
  for (const char* encoder : {"vp9", "svtav1", "x265"}) {
    json["video"]["encoder"] = encoder;
    const auto without = Recipe::from_json(json);
    INFO(encoder);
    REQUIRE_FALSE(without);
    CHECK(without.error().code == Errc::invalid_input);
    CHECK(without.error().what.id == "base.recipe_main_video");
    CHECK(render(without.error()).starts_with("video.encoder:"));
    CHECK(render(without.error()).find(encoder) != std::string::npos);
  }

  json = Recipe::default_recipe().to_json();
  for (const char* sounds : {R"([{"encoder":"opus"}])", R"([{"id":"aac","encoder":"opus"}])", "[]"}) {
    json["audio"] = parsed(sounds);
    const auto without = Recipe::from_json(json);
    INFO(sounds);
    REQUIRE_FALSE(without);
    CHECK(without.error().what.id == "base.recipe_without_aac");
    CHECK(render(without.error()).starts_with("audio:"));
  }

  json["audio"] = parsed(R"([{"encoder":"opus"},{"encoder":"aac"}])");
  json["more_video"] = parsed(R"([{"encoder":"vp9","ladder":[{"short_side":240}]},
                                  {"encoder":"svtav1","ladder":[{"short_side":240}]}])");
  const auto all = Recipe::from_json(json);
  REQUIRE(all);
  CHECK(all->video.encoder == "x264");
  CHECK(all->more_video.size() == 2);
  CHECK(all->audio.size() == 2);
}

TEST_CASE("drafts are left out of packs unless the collection says otherwise, and says it right") {
  Json json = small_collection();
  CHECK_FALSE(Collection::from_json(json)->value.drafts_allowed);
  json["drafts"] = "allowed";
  const auto allowed = Collection::from_json(json);
  REQUIRE(allowed);
  CHECK(allowed->value.drafts_allowed);
  CHECK(Collection::from_json(allowed->value.to_json())->value.drafts_allowed);
  json["drafts"] = "yes";
  const auto unknown = Collection::from_json(json);
  REQUIRE_FALSE(unknown);
  CHECK(render(unknown.error()).starts_with("drafts:"));
  json["drafts"] = "left_out";
  json["glossaries"] = parsed(R"(["../terms.csv"])");
  CHECK_FALSE(Collection::from_json(json));
}

TEST_CASE("a collection is read with its notes") {
  const auto read = Collection::from_json(small_collection());
  REQUIRE(read);
  const Collection& collection = read->value;
  CHECK(collection.languages.front().text() == "uk");
  CHECK(collection.works.front().title.in("pl") == "Lullaby");
  CHECK(collection.works.front().title.in("uk-UA") == "Колискова");
  REQUIRE(read->notes.size() == 2);
  CHECK(render(read->notes[0]).find("ua") != std::string::npos);
  CHECK(render(read->notes[1]).starts_with("works[0].colour:"));
}

TEST_CASE("the day of an edition is a day of the calendar, or is not said") {
  Json json = small_collection();
  CHECK(Collection::from_json(json).value().value.published.empty());
  CHECK(Collection::from_json(json).value().value.to_json().find("published") == nullptr);
  for (const char* day : {"2026-11-29", "2028-02-29", "1980-01-01"}) {
    json["published"] = day;
    const auto read = Collection::from_json(json);
    REQUIRE(read);
    CHECK(read->value.published == day);
    CHECK(Collection::from_json(read->value.to_json()).value().value.published == day);
  }
  for (const char* day : {"2026-02-30", "2026-13-01", "2026-00-10", "2026-1-1", "29.11.2026", "1979-12-31",
                          "2026-11-29T", "2026-11-2x", "tomorrow"}) {
    CAPTURE(day);
    json["published"] = day;
    const auto read = Collection::from_json(json);
    REQUIRE_FALSE(read);
    CHECK(render(read.error()).starts_with("published:"));
  }
}

TEST_CASE("a collection cannot reach out of its folder") {
  for (const char* path : {"/etc/passwd", "../other.mov", "a/../../b.mov", "", "a//b", "./x"}) {
    Json json = small_collection();
    Json work = json.at_or_null("works").items().front();
    work["file"] = path;
    json["works"] = Json::array({work});
    INFO(path);
    CHECK_FALSE(Collection::from_json(json));
  }
}

TEST_CASE("two works with one id are refused") {
  Json json = small_collection();
  const Json work = json.at_or_null("works").items().front();
  json["works"] = Json::array({work, work});
  const auto read = Collection::from_json(json);
  REQUIRE_FALSE(read);
  CHECK(render(read.error()).starts_with("works[1].id:"));
}

TEST_CASE("what stands between a work and a pack is said") {
  const Collection collection = Collection::from_json(small_collection()).value().value;
  CollectionWork work = collection.works.front();
  CHECK(publication_obstacles(collection, work, "2026-11-24").empty());
  CHECK(publication_obstacles(collection, work, "2028-01-02").size() == 1);
  work.consent->granted = {"show"};
  CHECK(publication_obstacles(collection, work, "2026-11-24").front().id == "base.obstacle_consent_purpose");
  work.consent.reset();
  work.creators.clear();
  Collection bare = collection;
  bare.licence.clear();
  CHECK(publication_obstacles(bare, work, "2026-11-24").size() == 3);
}

namespace {

/// The small collection with more keys in its work.
Json collection_with(std::string_view key, const Json& value, std::string_view kind = "video") {
  Json json = small_collection();
  Json work = json.at_or_null("works").items().front();
  work["kind"] = kind;
  work[key] = value;
  json["works"] = Json::array({work});
  return json;
}

}  // namespace

TEST_CASE("a work says what is practised with it, in several languages or in one") {
  const Json objectives = parsed(R"([{"ua":"назвати кімнати","en":"name the rooms"},"sing a chorus"])");
  const auto read = Collection::from_json(collection_with("objectives", objectives));
  REQUIRE(read);
  const std::vector<LocalisedText>& list = read->value.works.front().objectives;
  REQUIRE(list.size() == 2);
  CHECK(list[0].in("uk") == "назвати кімнати");
  CHECK(list[1].in("pl") == "sing a chorus");
  const auto again = Collection::from_json(read->value.to_json());
  REQUIRE(again);
  CHECK(again->value.works.front().objectives == list);
  CHECK(Collection::from_json(small_collection())->value.to_json().at_or_null("works").items()[0].find("objectives") ==
        nullptr);

  Json many = Json::empty_array();
  for (int i = 0; i < 21; ++i) many.push_back("speak");
  for (const auto& [value, place] : {std::pair(parsed(R"("speak")"), "works[0].objectives:"),
                                     {parsed(R"([""])"), "works[0].objectives[0]:"},
                                     {parsed(R"(["speak",{}])"), "works[0].objectives[1]:"},
                                     {parsed(R"(["speak",{"en":""}])"), "works[0].objectives[1]:"},
                                     {parsed(R"([{"en":7}])"), "works[0].objectives[0].en:"},
                                     {many, "works[0].objectives:"}}) {
    CAPTURE(value.dump());
    const auto refused = Collection::from_json(collection_with("objectives", value));
    REQUIRE_FALSE(refused);
    CHECK(render(refused.error()).starts_with(place));
  }
}

TEST_CASE("a work is heard in other languages, and a text in its own too") {
  const auto read = Collection::from_json(collection_with("audio", parsed(R"({"pl":"pl.mp3","no":"sung/nb.m4a"})")));
  REQUIRE(read);
  const std::map<std::string, std::string> files{{"nb", "sung/nb.m4a"}, {"pl", "pl.mp3"}};
  CHECK(read->value.works.front().audio == files);
  CHECK(Collection::from_json(read->value.to_json())->value.works.front().audio == files);
  CHECK(Collection::from_json(collection_with("audio", parsed(R"({"uk":"read.mp3"})"), "text")));
  for (const auto& [value, place] : {std::pair(R"("pl.mp3")", "works[0].audio:"),
                                     {R"({"pl":7})", "works[0].audio.pl:"},
                                     {R"({"pl":"../pl.mp3"})", "works[0].audio.pl:"},
                                     {R"({"pl":""})", "works[0].audio.pl:"},
                                     {R"({"ua":"own.mp3"})", "works[0].audio.ua:"},
                                     {R"({"und":"x.mp3"})", "works[0].audio.und:"},
                                     {R"({"nb":"a.mp3","no":"b.mp3"})", "works[0].audio.no:"}}) {
    CAPTURE(value);
    const auto refused = Collection::from_json(collection_with("audio", parsed(value)));
    REQUIRE_FALSE(refused);
    CHECK(render(refused.error()).starts_with(place));
  }
  CHECK_FALSE(Collection::from_json(collection_with("audio", parsed(R"({"not a tag":"x.mp3"})"))));
  CHECK_FALSE(Collection::from_json(collection_with("audio", parsed(R"({"pl":"pl.mp3"})"), "image")));
}

TEST_CASE("facts survive a round trip and hold no metadata values") {
  SourceFacts facts;
  facts.kind = "video";
  facts.container = "mov";
  facts.duration_seconds = 12.5;
  facts.video = VideoFacts{};
  facts.video->codec = "h264";
  facts.video->frame_rate = {30000, 1001};
  facts.video->frame_rate_kind = FrameRateKind::variable;
  facts.video->dynamic_range = DynamicRange::hlg;
  facts.audio.push_back({1, "aac", 2, "stereo", 48000, 12.5, 128000, "uk", "dub"});
  facts.metadata.location = true;
  const auto back = SourceFacts::from_json(facts.to_json());
  REQUIRE(back);
  CHECK(back->to_json() == facts.to_json());
  CHECK(back->video->frame_rate == Rational{30000, 1001});
  CHECK(back->metadata.location);
}

TEST_CASE("findings, verdicts and pack manifests survive a round trip") {
  Finding finding;
  finding.kind = "flash.general";
  finding.start = 1.5;
  finding.box = Box{0.1, 0.2, 0.3, 0.4};
  finding.span = TextSpan{3, 7};
  finding.score = 0.75;
  finding.severity = Severity::high;
  finding.message = {"base.file_not_found", {{"file", "a"}}};
  CHECK(Finding::from_json(finding.to_json()).value() == finding);

  const Verdict verdict{VerdictKind::review, {{VerdictKind::review, finding.message, 0}}, {"flash"}, "default", 0, ""};
  CHECK(Verdict::from_json(verdict.to_json()).value().to_json() == verdict.to_json());

  PackManifest manifest;
  manifest.id = "two-homes";
  manifest.licence = "CC-BY-SA-4.0";
  manifest.tool_version = "integrart 0";
  PackWork work;
  work.id = "lullaby";
  work.kind = "video";
  work.licence = "CC-BY-SA-4.0";
  PackRendition& rendition = work.renditions.emplace_back();
  rendition.id = "720p";
  rendition.role = "video";
  rendition.file.digest = digest_of("x");
  rendition.file.type = "video/mp4";
  rendition.extension = "mp4";
  rendition.width = 1280;
  work.poster = work.renditions.front();
  work.texts.push_back({LanguageTag::parse("uk").value().value, "<p>а</p>", "а", {"а"}});
  manifest.works.push_back(work);
  CHECK(PackManifest::from_json(manifest.to_json()).value().to_json() == manifest.to_json());
}

TEST_CASE("the lesson keeps objectives, sources by digest, what was consented to, and the languages that are heard") {
  PackManifest manifest;
  manifest.id = "two-homes";
  PackWork work;
  work.id = "lullaby";
  work.kind = "video";
  const PackManifest bare = PackManifest::from_json([&] {
                              PackManifest one = manifest;
                              one.works = {work};
                              return one.to_json();
                            }())
                                .value();
  CHECK_FALSE(bare.works[0].consent);
  CHECK(bare.works[0].sources.empty());

  work.objectives = {{{{"en", "name the rooms"}, {"uk", "назвати кімнати"}}}};
  work.sources = {{"main", digest_of("film"), 4}, {"subtitles", digest_of("words"), 5}};
  work.consent = PackConsent{2, {"teach", "show"}, "2030-06-30"};
  work.renditions = {{"audio-pl",
                      "audio_only",
                      {digest_of("pl"), 2, "audio/mp4"},
                      "m4a",
                      0,
                      0,
                      3,
                      LanguageTag::parse("pl").value().value}};
  work.line_sounds = {{{"1", "4"}, {digest_of("line"), 3, "audio/mp4"}}};
  manifest.works = {work};
  const PackManifest back = PackManifest::from_json(manifest.to_json()).value();
  CHECK(back.works[0].objectives == work.objectives);
  CHECK(back.works[0].sources == work.sources);
  CHECK(back.works[0].consent == work.consent);
  CHECK(back.works[0].renditions[0].language.text() == "pl");
  REQUIRE(back.works[0].line_sounds.size() == 1);
  CHECK(back.works[0].line_sounds[0].cues == std::vector<std::string>{"1", "4"});
  CHECK(back.works[0].line_sounds[0].file.digest == digest_of("line"));
  CHECK(back.to_json() == manifest.to_json());
  Json broken = manifest.to_json();
  Json one = broken.at_or_null("works").items().front();
  one["sources"] = parsed(R"([{"kind":"main","sha256":"12","bytes":4}])");
  broken["works"] = Json::array({one});
  CHECK_FALSE(PackManifest::from_json(broken));
}
