// Every pack format: documented, the same every time, portable names, and true to licences.
#include <set>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/pack_path.h"
#include "tests/pack_trial_files.h"

using namespace integrart;

namespace {

ArtefactRef artefact(const std::string& bytes, const MediaType& type) {
  return {digest_of(bytes), bytes.size(), type};
}

Activity gap_fill(const std::string& text, const std::string& answer, const std::string& more) {
  Activity activity;
  activity.id = "gap_fill-2";
  activity.kind = "gap_fill";
  activity.level = 2;
  activity.title = activity.instructions = {"web.words", {}};
  GapItem item;
  item.text = text;
  item.gaps.push_back({.begin = text.find(answer), .length = answer.size(), .answers = {answer, more}, .tip = more});
  ActivityItem one;
  one.id = "1";
  one.when = TimeRange{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(4000)};
  one.content = item;
  activity.items = {one};
  return activity;
}

/// A film with words in time and an exercise, and a poem; `text` stands everywhere.
PackManifest trial(const std::string& text) {
  CueTrack cues;
  cues.language = value_of(LanguageTag::parse("uk")).value;
  Cue cue;
  cue.id = "1";
  cue.when = {MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(4000)};
  cue.text = "Спи, мій малий";
  cue.words = {{{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(2000)}, "Спи"},
               {{MediaTime::from_milliseconds(2000), MediaTime::from_milliseconds(3000)}, "мій"}};
  cues.cues = {cue};
  PackWork film;
  film.id = "film";
  film.kind = "video";
  film.language = cues.language;
  film.title.by_language = {{"en", text}};
  film.alt.by_language = {{"en", text}};
  film.licence = "CC-BY-4.0";
  film.creators = {{text, text, true}};
  film.about = {text};
  film.duration_seconds = 10;
  film.renditions = {{"720p", "video", artefact("large film", "video/mp4"), "mp4", 1280, 720, 10},
                     {"360p", "video", artefact("film", "video/mp4"), "mp4", 640, 360, 10},
                     {"audio", "audio_only", artefact("sound", "audio/mp4"), "m4a", 0, 0, 10}};
  film.tracks = {{cues.language, "subtitles", cues.to_json(), artefact("vtt", "text/vtt")}};
  film.activities = {gap_fill("Спи, мій малий " + text, "малий", text)};
  PackWork poem;
  poem.id = "poem";
  poem.kind = "text";
  poem.language = cues.language;
  poem.licence = "CC-BY-4.0";
  poem.texts = {{cues.language, "<p>Дім.<br>" + text + "</p>", text, {"Дім."}}};
  PackManifest manifest;
  manifest.id = "trial";
  manifest.title.by_language = {{"en", text}};
  manifest.languages = {cues.language};
  manifest.licence = "CC-BY-4.0";
  manifest.tool_version = "integrart 0.1.0";
  manifest.works = {film, poem};
  return manifest;
}

const PackFormat& format(std::string_view id) {
  return *find_by_id(pack_formats(), id);
}

const std::string* text_at(const std::vector<PackEntry>& entries, std::string_view path) {
  for (const PackEntry& entry : entries)
    if (entry.path == path) return std::get_if<std::string>(&entry.content);
  return nullptr;
}

const std::vector<PackEntry>& inside(const PackTree& tree, std::string_view path) {
  for (const PackEntry& entry : tree.entries)
    if (entry.path == path) return std::get<InnerArchive>(entry.content).entries;
  FAIL("no " << path);
  throw 0;
}

}  // namespace

TEST_CASE("every pack format is documented, deterministic, and has portable, sorted names") {
  for (const PackFormat* one : pack_formats()) {
    CAPTURE(one->id);
    CHECK_FALSE(one->doc.summary.empty());
    CHECK_FALSE(one->doc.details.empty());
    CHECK_FALSE(one->doc.source.empty());
    CHECK((one->as_folder || one->archive != nullptr));
    const PackTree tree = value_of(one->write(trial("Home"))).value;
    CHECK(std::ranges::is_sorted(tree.entries, {}, &PackEntry::path));
    std::vector<std::string_view> paths;
    for (const PackEntry& entry : tree.entries) paths.push_back(entry.path);
    value_of(check_pack_paths(paths));
    CHECK(value_of(one->write(trial("Home"))).value.entries == tree.entries);
  }
}

TEST_CASE("every pack format refuses works without name or content, and takes hostile texts") {
  for (const PackFormat* one : pack_formats()) {
    CAPTURE(one->id);
    PackManifest outside = trial("Home");
    outside.works[0].id = "../film";
    CHECK(one->write(outside).error().what.id == "pack.work_id");
    PackManifest empty = trial("Home");
    empty.works.clear();
    CHECK(one->check(empty).error().what.id == "pack.no_works");
    for (const std::string& text :
         {std::string("</script><b>\"'&]]>*/:"), std::string("\uFFFE\u202E"), std::string()}) {
      CHECK(one->write(trial(text)));
    }
  }
}

TEST_CASE("a pack may not promise more than the licences of its works") {
  const std::vector<std::pair<std::string, std::string>> refused{
      {"CC-BY-NC-4.0", "pack.licence_commercial"},
      {"CC-BY-ND-4.0", "pack.licence_changes"},
      {"CC-BY-SA-4.0", "pack.licence_share_alike"},
  };
  for (const auto& [licence, reason] : refused) {
    PackManifest manifest = trial("Home");
    manifest.works[0].licence = licence;
    const auto checked = format("epub").check(manifest);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::refused_by_policy);
    CHECK(checked.error().what.id == reason);
    manifest.licence = licence;
    manifest.works[1].licence = "CC0-1.0";
    CHECK(format("epub").check(manifest));
  }
}

TEST_CASE("of works that must stay as they are no exercises are made") {
  PackManifest manifest = trial("Home");
  manifest.licence = manifest.works[0].licence = "CC-BY-ND-4.0";
  const PackTree packages = value_of(format("h5p").write(manifest)).value;
  for (const PackEntry& entry : packages.entries) CHECK(entry.path.find("gap_fill") == std::string::npos);
  const auto& film = inside(packages, "film-film.h5p");
  REQUIRE(text_at(film, "content/content.json") != nullptr);
  CHECK(text_at(film, "content/content.json")->find("H5P.Blanks") == std::string::npos);
  CHECK(text_at(film, "h5p.json")->find("\"license\":\"CC BY-ND\"") != std::string::npos);
  for (const PackEntry& entry : value_of(format("cc11").write(manifest)).value.entries)
    CHECK_FALSE(entry.path.starts_with("quizzes/"));
}

TEST_CASE("markup of H5P comes from gaps only") {
  const std::string odd = "*:/ a*b:c/d **";
  const PackTree tree = value_of(format("h5p").write(trial(odd))).value;
  const auto& package = inside(tree, "film-2-gap_fill.h5p");
  const Json content = value_of(parse_json(*text_at(package, "content/content.json")));
  REQUIRE(content.at_or_null("questions").items().size() == 1);
  const std::string question = content.at_or_null("questions").items()[0].string_or("");
  CHECK(std::ranges::count(question, '*') == 2);
  CHECK(question.find("*малий*") != std::string::npos);  // neither the odd answer nor the odd hint
}

TEST_CASE("a book reads along word by word, with lengths that add up") {
  const PackTree tree = value_of(format("epub").write(trial("Home"))).value;
  const std::string* overlay = text_at(tree.entries, "EPUB/works/film/overlay.smil");
  REQUIRE(overlay != nullptr);
  CHECK(overlay->find(R"(clipBegin="1.500s" clipEnd="2.000s")") != std::string::npos);
  CHECK(overlay->find(R"(clipBegin="2.000s" clipEnd="3.000s")") != std::string::npos);
  const std::string* package = text_at(tree.entries, "EPUB/package.opf");
  REQUIRE(package != nullptr);
  CHECK(package->find(R"(<meta property="media:duration">1.500s</meta>)") != std::string::npos);
  CHECK(package->find("conformsTo") == std::string::npos);
  CHECK(package->find("film-720p") == std::string::npos);
  CHECK(tree.entries.front().path.starts_with("EPUB/"));
}

TEST_CASE("what is not the clean fragment of a text does not come into a page") {
  PackManifest manifest = trial("Home");
  manifest.works[1].texts[0].html = "<p onclick=\"x()\">A <a href=\"javascript:x()\">b</a><script>x()</script></p>";
  const PackTree tree = value_of(format("epub").write(manifest)).value;
  const std::string* page = text_at(tree.entries, "EPUB/works/poem/page.xhtml");
  REQUIRE(page != nullptr);
  CHECK(page->find("onclick") == std::string::npos);
  CHECK(page->find("javascript:") == std::string::npos);
  CHECK(page->find("<script") == std::string::npos);
}

TEST_CASE("the day that a collection says is in the metadata of its packs, and else a fixed one, never the clock's") {
  PackManifest manifest = trial("Home");
  const auto text = [&](std::string_view id, std::string_view path) {
    const PackTree tree = value_of(format(id).write(manifest)).value;
    const std::string* found = text_at(tree.entries, path);
    REQUIRE(found != nullptr);
    return *found;
  };
  const std::string_view crate = "data/ro-crate-metadata.json";
  CHECK(text("epub", "EPUB/package.opf").find("1980-01-01T00:00:00Z") != std::string::npos);
  CHECK(text("epub", "EPUB/package.opf").find("dc:date") == std::string::npos);
  CHECK(text("bagit", crate).find("\"datePublished\": \"1980-01-01\"") != std::string::npos);
  CHECK(text("bagit", "bag-info.txt").find("Bagging-Date") == std::string::npos);
  CHECK(text("h5p", "metadata.jsonld").find("datePublished") == std::string::npos);
  CHECK(manifest.to_json().find("published") == nullptr);
  manifest.published = "2026-11-29";
  CHECK(text("epub", "EPUB/package.opf").find("2026-11-29T00:00:00Z") != std::string::npos);
  CHECK(text("epub", "EPUB/package.opf").find("<dc:date>2026-11-29</dc:date>") != std::string::npos);
  CHECK(text("bagit", crate).find("\"datePublished\": \"2026-11-29\"") != std::string::npos);
  CHECK(text("bagit", "bag-info.txt").find("Bagging-Date: 2026-11-29\n") != std::string::npos);
  CHECK(text("h5p", "metadata.jsonld").find("\"datePublished\": \"2026-11-29\"") != std::string::npos);
  CHECK(value_of(PackManifest::from_json(manifest.to_json())).published == "2026-11-29");
}
