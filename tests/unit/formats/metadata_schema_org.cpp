// What catalogues are told about a work.
#include "formats/metadata/schema_org.h"

#include <set>

#include "tests/conformance/formats/trial_pack.h"

using namespace integrart;

namespace {

Json film_of(const PackManifest& manifest) {
  std::vector<WorkFiles> files(manifest.works.size());
  for (const PackTrack& track : manifest.works[0].tracks) files[0].tracks.emplace_back(&track, "words.vtt");
  return schema_org(manifest, files).at_or_null("hasPart").items().at(0);
}

bool has_captions(const PackManifest& manifest) {
  const Json features = film_of(manifest).at_or_null("accessibilityFeature");
  return features.is_array() && std::ranges::count(texts_of(features), "captions") == 1;
}

}  // namespace

TEST_CASE("captions are the words of a work in its own language, and neither translations nor drafts") {
  const LanguageTag polish = value_of(LanguageTag::parse("pl")).value;
  PackManifest manifest = trial_pack("Home");
  CHECK(has_captions(manifest));
  PackManifest regional = manifest;
  regional.works[0].tracks[0].language = value_of(LanguageTag::parse("uk-UA")).value;
  CHECK(has_captions(regional));
  PackManifest draft = manifest;
  draft.works[0].tracks[0].draft = true;
  CHECK_FALSE(has_captions(draft));
  PackManifest foreign = manifest;
  foreign.works[0].tracks[0].language = polish;
  CHECK_FALSE(has_captions(foreign));
  CHECK(film_of(foreign).at_or_null("caption").items().size() == 1);  // it is there, in its language
  PackManifest both = manifest;
  both.works[0].tracks.insert(both.works[0].tracks.begin(), foreign.works[0].tracks[0]);
  CHECK(has_captions(both));
  PackManifest silent = manifest;
  silent.works[0].tracks.clear();
  CHECK_FALSE(has_captions(silent));
  PackManifest unknown = manifest;
  unknown.works[0].language = unknown.works[0].tracks[0].language = LanguageTag();
  CHECK_FALSE(has_captions(unknown));
}

TEST_CASE("a transcript is promised where the page of a work that sounds shows its own words") {
  const PackManifest manifest = trial_pack("Home");
  const auto has_transcript = [](const PackManifest& pack, auto change) {
    std::vector<WorkFiles> files(pack.works.size());
    files[0].page = "film.html";
    files[0].page_shows_lines = true;
    files[0].media.emplace_back(&pack.works[0].renditions[0], "film.mp4");
    for (const PackTrack& track : pack.works[0].tracks) files[0].tracks.emplace_back(&track, "words.vtt");
    change(files[0]);
    const Json film = schema_org(pack, files).at_or_null("hasPart").items().at(0);
    const Json features = film.at_or_null("accessibilityFeature");
    return features.is_array() && std::ranges::count(texts_of(features), "transcript") == 1;
  };
  const auto as_it_is = [](WorkFiles&) {};
  CHECK(has_transcript(manifest, as_it_is));
  CHECK_FALSE(has_transcript(manifest, [](WorkFiles& files) { files.page_shows_lines = false; }));
  CHECK_FALSE(has_transcript(manifest, [](WorkFiles& files) { files.page.clear(); }));
  CHECK_FALSE(has_transcript(manifest, [](WorkFiles& files) { files.media.clear(); }));
  PackManifest changed = manifest;
  changed.works[0].tracks[0].draft = true;
  CHECK_FALSE(has_transcript(changed, as_it_is));
  changed = manifest;
  changed.works[0].tracks[0].language = value_of(LanguageTag::parse("pl")).value;
  CHECK_FALSE(has_transcript(changed, as_it_is));
  changed.works[0].texts = changed.works[1].texts;  // the words as a text in the language of the film
  CHECK(has_transcript(changed, as_it_is));
  changed = manifest;
  changed.works[0].tracks[0].cues["cues"] = Json::empty_array();
  CHECK_FALSE(has_transcript(changed, as_it_is));
}

TEST_CASE("a film has the day of its edition where the collection says it, and a text has none") {
  PackManifest manifest = trial_pack("Home");
  CHECK(film_of(manifest).find("uploadDate") == nullptr);
  manifest.published = "2026-11-29";
  CHECK(film_of(manifest).at_or_null("uploadDate").string_or("") == "2026-11-29");
  const Json pack = schema_org(manifest, std::vector<WorkFiles>(manifest.works.size()));
  CHECK(pack.at_or_null("hasPart").items().at(1).find("uploadDate") == nullptr);
  CHECK(pack.at_or_null("datePublished").string_or("") == "2026-11-29");
}

TEST_CASE("formats whose pages show all lines promise a transcript, and the others do not") {
  for (const PackFormat* format : pack_formats()) {
    const PackTree tree = value_of(format->write(trial_pack("Home"))).value;
    const auto file = std::ranges::find_if(
        tree.entries, [](const PackEntry& entry) { return entry.path.ends_with("metadata.jsonld"); });
    REQUIRE(file != tree.entries.end());
    const bool has = std::get<std::string>(file->content).find("\"transcript\"") != std::string::npos;
    static const std::set<std::string_view> with{"web", "scorm12", "scorm2004", "cmi5", "epub", "cc11", "cc13"};
    INFO(format->id);
    CHECK(has == with.contains(format->id));
  }
}

TEST_CASE("a work says what it is, in which language, for which level and what for") {
  PackManifest manifest = trial_pack("Home");
  manifest.works[0].level = "A2";
  const Json film = film_of(manifest);
  CHECK(texts_of(film.at_or_null("@type")) == std::vector<std::string>{"VideoObject", "LearningResource"});
  CHECK(film.at_or_null("inLanguage").string_or("") == "uk");
  CHECK(film.at_or_null("educationalLevel").string_or("") == "A2");
  CHECK(texts_of(film.at_or_null("learningResourceType")) == std::vector<std::string>{"video", "exercise"});

  manifest.works[0].level.clear();
  manifest.works[0].language = LanguageTag();
  manifest.works[0].activities.clear();
  const Json bare = film_of(manifest);
  CHECK(bare.find("inLanguage") == nullptr);
  CHECK(bare.find("educationalLevel") == nullptr);
  CHECK(bare.at_or_null("learningResourceType").string_or("") == "video");
  for (const auto& [kind, type] :
       {std::pair("audio", "AudioObject"), {"image", "ImageObject"}, {"text", "CreativeWork"}}) {
    manifest.works[0].kind = kind;
    CHECK(texts_of(film_of(manifest).at_or_null("@type")).front() == type);
  }
}
