// The web pack as a tree of files: complete, the same every time, and deaf to what hostile texts say.
#include <regex>
#include <set>
#include <span>

#include "formats/pack/web/page.h"
#include "formats/pack/web/page_data.h"
#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/waveform.h"
#include "pipeline/base/embedded.h"
#include "tests/pack_trial_files.h"

namespace integrart {
std::span<const EmbeddedFile> web_pack_assets();
}

using namespace integrart;

namespace {

const std::string hostile = "</script><img src=x onerror=alert(1)>\"'&{{title}}\u2028\u202e";

ArtefactRef artefact(const std::string& bytes, const MediaType& type) {
  return {digest_of(bytes), bytes.size(), type};
}

PackManifest trial_manifest(const std::string& text) {
  CueTrack cues;
  cues.language = value_of(LanguageTag::parse("uk")).value;
  Cue cue;
  cue.id = "1";
  cue.when = {MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(4000)};
  cue.text = "<i>Спи</i> &amp; " + text;
  cue.speaker = text;
  cue.words = {{{MediaTime::from_milliseconds(1500), MediaTime::from_milliseconds(2000)}, "Спи"}};
  cues.cues = {cue};
  PackWork film;
  film.id = "film";
  film.kind = "video";
  film.title.by_language = {{"en", text}};
  film.licence = "CC-BY-4.0";
  film.creators = {{text, text, true}};
  film.about = {text};
  film.duration_seconds = 10;
  film.renditions = {{"720p", "video", artefact("large film", "video/mp4"), "mp4", 1280, 720, 10},
                     {"360p", "video", artefact("film", "video/mp4"), "mp4", 640, 360, 10}};
  film.tracks = {{cues.language, "subtitles", cues.to_json(), artefact("vtt", "text/vtt")}};
  PackWork poem;
  poem.id = "poem";
  poem.kind = "text";
  poem.licence = "CC-BY-4.0";
  poem.texts = {{cues.language, "<p>Дім.</p>", text, {"Дім."}}};
  PackManifest manifest;
  manifest.id = "trial";
  manifest.title.by_language = {{"en", text}};
  manifest.description.by_language = {{"en", text}};
  manifest.languages = {cues.language};
  manifest.licence = "CC-BY-4.0";
  manifest.tool_version = "integrart 0.1.0";
  manifest.works = {film, poem};
  return manifest;
}

const PackFormat& web() {
  return *find_by_id(pack_formats(), "web");
}

std::string text_at(const PackTree& tree, std::string_view path) {
  for (const PackEntry& entry : tree.entries)
    if (entry.path == path) return std::get<std::string>(entry.content);
  FAIL("no " << path);
  return {};
}

std::string all_of(std::string_view folder) {
  std::string text;
  for (const EmbeddedFile& file : web_pack_assets())
    if (file.path.starts_with(folder)) text += file.bytes;
  return text;
}

}  // namespace

TEST_CASE("the tree of a web pack is sorted, complete and the same every time") {
  const PackTree tree = value_of(web().write(trial_manifest("Home"))).value;
  std::set<std::string> paths;
  for (const PackEntry& entry : tree.entries) paths.insert(entry.path);
  CHECK(paths.size() == tree.entries.size());
  for (const char* path :
       {"index.html", "app.js", "app.css", "data.js", "strings.js", "sw.js", "app.webmanifest", "icons/icon-192.png",
        "icons/icon-512.png", "works/film/data.js", "works/film/video-720p.mp4", "works/film/video-360p.mp4",
        "works/film/subtitles-uk.vtt", "works/poem/data.js"}) {
    CAPTURE(path);
    CHECK(paths.contains(path));
  }
  CHECK(std::ranges::is_sorted(tree.entries, {}, &PackEntry::path));
  const PackTree again = value_of(web().write(trial_manifest("Home"))).value;
  REQUIRE(again.entries.size() == tree.entries.size());
  for (std::size_t i = 0; i < tree.entries.size(); ++i) CHECK(tree.entries[i].content == again.entries[i].content);
}

TEST_CASE(
    "the service worker lists every file, keeps the small renditions at once, and its version follows the content") {
  const PackTree tree = value_of(web().write(trial_manifest("Home"))).value;
  const std::string worker = text_at(tree, "sw.js");
  const std::size_t begin = worker.find("const pack = ") + 13;
  const Json list = value_of(parse_json(worker.substr(begin, worker.find(";\n", begin) - begin)));
  std::map<std::string, bool> kept;
  for (const Json& file : list.at_or_null("files").items())
    kept[file.items()[0].string_or("")] = file.items()[3].boolean_or(false);
  CHECK(kept.size() == tree.entries.size() - 1);  // all but itself
  CHECK(kept.at("works/film/video-360p.mp4"));
  CHECK_FALSE(kept.at("works/film/video-720p.mp4"));
  const std::string version = list.at_or_null("version").string_or("");
  CHECK(version.size() == 16);
  CHECK(text_at(tree, "data.js").find(version) != std::string::npos);
  const std::string other = text_at(value_of(web().write(trial_manifest("Homes"))).value, "sw.js");
  CHECK(other.find(version) == std::string::npos);
}

TEST_CASE("hostile texts are text: no markup, no script, no template") {
  const PackTree tree = value_of(web().write(trial_manifest(hostile))).value;
  for (const PackEntry& entry : tree.entries) {
    const auto* text = std::get_if<std::string>(&entry.content);
    if (text == nullptr || entry.path == "app.webmanifest" || entry.path.starts_with("icons/")) continue;
    CAPTURE(entry.path);
    CHECK(text->find("<img src=x") == std::string::npos);
    CHECK(text->find("</script><") == std::string::npos);
    if (entry.path != "app.js")
      CHECK((text->find("\u2028") == std::string::npos || entry.path == "index.html" || entry.path == "credits.html"));
  }
  CHECK(text_at(tree, "index.html").find("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;") !=
        std::string::npos);
  CHECK(text_at(tree, "index.html").find("{{title}}") != std::string::npos);  // the hostile one, not filled in
  CHECK(parse_json(text_at(tree, "app.webmanifest")));
}

TEST_CASE("cues come into the page as plain text with speaker and words") {
  const PackTree tree = value_of(web().write(trial_manifest("Home"))).value;
  const std::string script = text_at(tree, "works/film/data.js");
  CHECK(script.starts_with("integrart.works[\"film\"] = {"));
  CHECK(script.find(R"({"b":1.5,"e":4,"t":"Спи & Home","w":[[1.5,2,"Спи"]],"who":"Home"})") != std::string::npos);
}

TEST_CASE("a picture that nobody described says so to readers of screens, in every language of the page") {
  PackManifest manifest = trial_manifest("Home");
  PackWork picture;
  picture.id = "house";
  picture.kind = "image";
  picture.language = manifest.works.front().language;
  picture.title.by_language = {{"en", "Two houses"}, {"uk", "Два будинки"}};
  picture.licence = "CC-BY-4.0";
  picture.renditions = {{"640", "image", artefact("picture", "image/jpeg"), "jpg", 640, 480}};
  manifest.works = {picture};
  const std::string before = text_at(value_of(web().write(manifest)).value, "data.js");
  for (const char* words : {"nobody has described in words: Two houses", "ніхто не описав словами: Два будинки"})
    CHECK(before.find(words) != std::string::npos);
  manifest.works.front().alt.by_language["en"] = "A light in each window";
  CHECK(text_at(value_of(web().write(manifest)).value, "data.js").find("described in words") == std::string::npos);
}

TEST_CASE("manifests that cannot become a web pack say why") {
  PackManifest empty = trial_manifest("Home");
  empty.works.clear();
  CHECK(web().check(empty).error().what.id == "pack.no_works");
  PackManifest twice = trial_manifest("Home");
  twice.works[1].id = "film";
  CHECK(web().check(twice).error().what.id == "pack.work_id");
  PackManifest outside = trial_manifest("Home");
  outside.works[0].id = "../film";
  CHECK(web().write(outside).error().what.id == "pack.work_id");
  PackManifest silent = trial_manifest("Home");
  silent.works[0].tracks.clear();
  silent.works[1].texts.clear();
  const std::vector<Message> notes = value_of(web().check(silent));
  REQUIRE(notes.size() == 2);
  CHECK(notes[0].id == "pack.work_without_subtitles");
  CHECK(notes[1].id == "pack.work_empty");
  CHECK(value_of(web().write(silent)).value.entries.size() <
        value_of(web().write(trial_manifest("Home"))).value.entries.size());
}

TEST_CASE("peaks of a waveform are scaled to the loudest, whatever bits and channels") {
  const Json mono = value_of(parse_json(R"({"version":2,"channels":1,"bits":8,"data":[-64,10,0,32,-3,2,0,0]})"));
  CHECK(waveform_peaks(mono, 4) == std::vector<int>{100, 50, 5, 0});
  CHECK(waveform_peaks(mono, 2) == std::vector<int>{100, 5});
  const Json stereo =
      value_of(parse_json(R"({"version":2,"channels":2,"bits":16,"data":[-100,0,0,20000,-10000,0,0,0]})"));
  CHECK(waveform_peaks(stereo, 10) == std::vector<int>{100, 50});
  CHECK(waveform_peaks(Json(), 10).empty());
  CHECK(waveform_peaks(value_of(parse_json(R"({"data":["a",null],"channels":-4})")), 10) == std::vector<int>{0});
}

TEST_CASE("the page asks for nothing outside, and is small enough for a slow line") {
  const std::string code = all_of("js/") + all_of("css/") + all_of("index.html") + all_of("sw.js");
  std::set<std::string> hosts;
  const std::regex address(R"(https?://([a-z0-9.-]+))");
  for (std::sregex_iterator found(code.begin(), code.end(), address), end; found != end; ++found)
    hosts.insert((*found)[1]);
  CHECK(hosts ==
        std::set<std::string>{"creativecommons.org", "www.w3.org"});  // a link the reader may follow; the name of SVG
  // With the exercises and six languages; a server that compresses sends a quarter of it.
  CHECK(code.size() + web_pack::strings_script().size() < 215'000);
  CHECK(code.find("innerHTML") == std::string::npos);
  CHECK(code.find("eval(") == std::string::npos);
}

TEST_CASE("every text of the page exists in the catalogue, and none there is unused") {
  const std::string code = all_of("js/");
  std::set<std::string> used, known;
  const std::regex literal(R"(['`](web\.[a-z_]+)(\$\{)?)");
  for (std::sregex_iterator found(code.begin(), code.end(), literal), end; found != end; ++found) {
    if (!(*found)[2].matched) used.insert((*found)[1]);
  }
  for (const char* kind : {"kind_video", "kind_audio", "kind_image", "kind_text", "layout_under", "layout_beside",
                           "layout_tap", "theme_auto", "theme_light", "theme_dark", "track_literal", "track_singable",
                           "exercise_right", "exercise_almost", "exercise_wrong"}) {
    used.insert(std::string("web.") + kind);
  }
  for (const std::string& id : message_ids())
    if (id.starts_with("web.")) known.insert(id);
  CHECK(used == known);
}
