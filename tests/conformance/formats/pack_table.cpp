// Every pack format: documented, the same every time, portable names, and true to licences.
#include <set>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/message.h"
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

TEST_CASE("a pack of which nobody here knows the licence holds no work that asks for one") {
  for (const char* id : {"web", "epub"})
    for (const auto& [pack, reason] :
         {std::pair("LicenseRef-Museum", "pack.licence_pack_unknown"), {"", "pack.licence_pack_missing"}}) {
      PackManifest manifest = trial("Home");
      manifest.licence = pack;
      CAPTURE(id, pack);
      CHECK(format(id).check(manifest));  // CC-BY asks for a credit only, and that is in every pack
      for (const char* licence : {"CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-SA-4.0", "CC-BY-NC-SA-3.0"}) {
        manifest.works[1].licence = licence;
        const auto written = format(id).write(manifest);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == Errc::refused_by_policy);
        CHECK(written.error().what.id == reason);
        CHECK(render(written.error()).find(licence) != std::string::npos);
      }
      manifest.works[1].licence = "LicenseRef-Other";
      CHECK(format(id).check(manifest));
    }
}

TEST_CASE("beside every pack lie a page of credits and the records for catalogues, with licence and tool version") {
  PackManifest manifest = trial("Home");
  manifest.licence = manifest.works[0].licence = manifest.works[1].licence = "CC-BY-NC-4.0";
  manifest.works[0].objectives = {{{{"en", "name what is in a room"}, {"uk", "назвати, що є в кімнаті"}}}};
  const std::string url = "https://creativecommons.org/licenses/by-nc/4.0/";
  for (const PackFormat* one : pack_formats()) {
    CAPTURE(one->id);
    const PackTree tree = value_of(one->write(manifest)).value;
    const auto file = [&](std::initializer_list<std::string_view> names) -> std::string {
      for (const PackEntry& entry : tree.entries)
        for (const std::string_view name : names)
          if (entry.path.substr(entry.path.rfind('/') + 1) == name) return std::get<std::string>(entry.content);
      return {};
    };
    const std::string credits = file({"credits.html", "credits.xhtml"}), lom = file({"lom.xml"});
    CHECK(credits.find("href=\"" + url) != std::string::npos);
    CHECK(credits.find("integrart 0.1.0") != std::string::npos);
    CHECK(credits.find("name what is in a room") == std::string::npos);
    CHECK(lom.find("<string>CC-BY-NC-4.0 " + url) != std::string::npos);
    CHECK(lom.find("FN:integrart 0.1.0") != std::string::npos);
    CHECK(lom.find("<string language=\"uk\">назвати, що є в кімнаті</string>") != std::string::npos);
    const Json record = value_of(parse_json(file({"metadata.jsonld"})));
    CHECK(record.at_or_null("license").string_or("") == url);
    const Json& film = record.at_or_null("hasPart").items().at(0);
    CHECK(film.at_or_null("license").string_or("") == url);
    REQUIRE(film.at_or_null("teaches").items().size() == 2);
    CHECK(film.at_or_null("teaches").items()[0].at_or_null("@value").string_or("") == "name what is in a room");
  }
}

TEST_CASE("manifests that people's platforms read say that commerce is not allowed, and list the records") {
  PackManifest manifest = trial("Home");
  manifest.licence = manifest.works[0].licence = manifest.works[1].licence = "CC-BY-NC-4.0";
  for (const auto& [id, path] : {std::pair("scorm12", "imsmanifest.xml"),
                                 {"scorm2004", "imsmanifest.xml"},
                                 {"cc11", "imsmanifest.xml"},
                                 {"cc13", "imsmanifest.xml"},
                                 {"qti21", "imsmanifest.xml"},
                                 {"qti30", "imsmanifest.xml"},
                                 {"cmi5", "cmi5.xml"},
                                 {"epub", "EPUB/package.opf"},
                                 {"bagit", "data/ro-crate-metadata.json"},
                                 {"anki", "cards.tsv"},
                                 {"web", "data.js"}}) {
    CAPTURE(id);
    const PackTree tree = value_of(format(id).write(manifest)).value;
    const std::string* text = text_at(tree.entries, path);
    REQUIRE(text != nullptr);
    CHECK(text->find("CC-BY-NC-4.0") != std::string::npos);
    if (std::string_view(path) != "imsmanifest.xml") continue;
    for (const char* name : {"credits.html", "lom.xml", "metadata.jsonld"})
      CHECK(text->find(std::string(name) + "\"/>") != std::string::npos);
  }
}

TEST_CASE("what is practised with a work stands on its page and in its course structure") {
  PackManifest manifest = trial("Home");
  manifest.works[0].objectives = {{{{"en", "name what is in a room"}}}, {{{"en", "\uFFFE\n"}}}};
  const auto text = [&](std::string_view id, std::string_view path) {
    const PackTree tree = value_of(format(id).write(manifest)).value;
    const std::string* found = text_at(tree.entries, path);
    REQUIRE(found != nullptr);
    return *found;
  };
  CHECK(text("web", "data.js").find(R"("objectives":[{"en":"name what is in a room"}])") != std::string::npos);
  CHECK(text("epub", "EPUB/works/film/page.xhtml").find(">name what is in a room</dd>") != std::string::npos);
  const std::string course = text("cmi5", "cmi5.xml");
  const std::size_t reference = course.find("<objective idref=\"");
  REQUIRE(reference != std::string::npos);
  const std::string id = course.substr(reference + 18, 45);
  CHECK(course.find("<objective id=\"" + id + "\"") < reference);
}

TEST_CASE("a bag names the files that its works were made from by their digests, and not by their names") {
  PackManifest manifest = trial("Home");
  manifest.works[0].sources = {{"main", digest_of("film of Oksana"), 14}};
  const PackTree tree = value_of(format("bagit").write(manifest)).value;
  const std::string* crate = text_at(tree.entries, "data/ro-crate-metadata.json");
  REQUIRE(crate != nullptr);
  const std::string hex = digest_of("film of Oksana").hex();
  CHECK(crate->find("\"identifier\": \"sha256:" + hex) != std::string::npos);
  const Json graph = value_of(parse_json(*crate)).at_or_null("@graph");
  for (const Json& entity : graph.items())
    if (entity.at_or_null("@id").string_or("") == "works/film/")
      CHECK(entity.at_or_null("isBasedOn").items().at(0).at_or_null("@id").string_or("") == "#source-" + hex);
}

TEST_CASE("a sound in another language is never taken for the work's own, and its loss is told") {
  PackManifest manifest = trial("Home");
  PackRendition dub{"audio-pl", "audio_only", artefact("polski", "audio/mp4"),         "m4a", 0,
                    0,          10,           value_of(LanguageTag::parse("pl")).value};
  manifest.works[0].renditions.insert(manifest.works[0].renditions.begin(), dub);
  const auto holds = [&](const std::vector<PackEntry>& entries) {
    return std::ranges::any_of(entries, [&](const PackEntry& entry) {
      const auto* file = std::get_if<ArtefactRef>(&entry.content);
      return file != nullptr && file->digest == dub.file.digest;
    });
  };
  const auto told = [](const std::vector<Message>& notes, std::string_view id) {
    return std::ranges::count(notes, id, &Message::id);
  };
  for (const char* id : {"web", "scorm12", "scorm2004", "cmi5", "bagit"}) {
    CAPTURE(id);
    const auto written = value_of(format(id).write(manifest));
    CHECK(holds(written.value.entries));
    CHECK(told(written.notes, "pack.sound_left_out") == 0);
  }
  for (const char* id : {"epub", "cc11", "cc13"}) {
    CAPTURE(id);
    const auto written = value_of(format(id).write(manifest));
    CHECK_FALSE(holds(written.value.entries));
    CHECK(told(written.notes, "pack.sound_left_out") == 1);
  }
  CHECK(told(value_of(format("kolibri").write(manifest)).notes, "kolibri.other_sounds_in_lesson") == 1);
  const PackTree book = value_of(format("epub").write(manifest)).value;
  const auto sound = std::ranges::find(book.entries, "EPUB/works/film/sound.m4a", &PackEntry::path);
  REQUIRE(sound != book.entries.end());
  CHECK(std::get<ArtefactRef>(sound->content).digest == digest_of("sound"));
  const PackTree lesson = value_of(format("web").write(manifest)).value;
  CHECK(text_at(lesson.entries, "works/film/data.js")->find(R"("language":"pl")") != std::string::npos);
}

TEST_CASE("a book says of its accessibility only what is true") {
  const auto package = [](const PackManifest& manifest) {
    const PackTree tree = value_of(format("epub").write(manifest)).value;
    const std::string* text = text_at(tree.entries, "EPUB/package.opf");
    REQUIRE(text != nullptr);
    return *text;
  };
  const auto has = [](const std::string& text, const std::string& feature) {
    return text.find("accessibilityFeature\">" + feature + "<") != std::string::npos;
  };
  PackManifest manifest = trial("Home");
  manifest.works[0].poster = PackRendition{"poster", "image", artefact("jpeg", "image/jpeg"), "jpg", 640, 360, 0};
  const std::string whole = package(manifest);
  for (const char* feature : {"captions", "transcript", "synchronizedAudioText", "alternativeText"}) {
    CAPTURE(feature);
    CHECK(has(whole, feature));
  }
  PackManifest undescribed = manifest;
  undescribed.works[0].alt.by_language.clear();
  CHECK_FALSE(has(package(undescribed), "alternativeText"));
  CHECK(has(package(undescribed), "captions"));
  PackManifest silent = manifest;
  silent.works[0].tracks.clear();
  for (const char* feature : {"captions", "transcript", "synchronizedAudioText"}) {
    CAPTURE(feature);
    CHECK_FALSE(has(package(silent), feature));
  }
  CHECK(has(package(silent), "alternativeText"));
  PackManifest foreign = manifest;  // a translation is no caption of what is said
  foreign.works[0].tracks[0].language = value_of(LanguageTag::parse("pl")).value;
  CHECK_FALSE(has(package(foreign), "captions"));
}

TEST_CASE("the film of a book has its words as captions and their translations as subtitles") {
  PackManifest manifest = trial("Home");
  PackTrack polish = manifest.works[0].tracks[0];
  polish.language = value_of(LanguageTag::parse("pl")).value;
  manifest.works[0].tracks.push_back(polish);
  const PackTree tree = value_of(format("epub").write(manifest)).value;
  const std::string* page = text_at(tree.entries, "EPUB/works/film/page.xhtml");
  REQUIRE(page != nullptr);
  const std::size_t film = page->find("<video"), end = page->find("</video>");
  const std::size_t captions = page->find(R"(<track kind="captions" src="words-1.vtt" srclang="uk")");
  const std::size_t subtitles = page->find(R"(<track kind="subtitles" src="words-2.vtt" srclang="pl")");
  CHECK(film < captions);
  CHECK(captions < subtitles);
  CHECK(subtitles < end);
  CHECK(std::ranges::count(tree.entries, "EPUB/works/film/words-1.vtt", &PackEntry::path) == 1);
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

namespace {

ActivityItem item_of(ActivityContent content) {
  ActivityItem item;
  item.id = "1";
  item.content = std::move(content);
  return item;
}

/// One exercise of every kind.
std::vector<Activity> all_kinds() {
  const LocalisedText home{{{"en", "home"}}};
  const std::string line = "Спи, мій малий";
  const ActivityGap gap{.begin = 0, .length = std::string("Спи").size(), .answers = {"Спи"}, .tip = ""};
  std::map<std::string, ActivityContent> contents;
  contents["karaoke"] = contents["repeat"] = LineItem{line, {}, {}};
  contents["gap_fill"] = GapItem{line, {gap}};
  contents["choice"] = ChoiceItem{line, gap, {"Йди", "Спи"}, 1};
  contents["order"] = OrderItem{{"a", "b"}, {1, 0}};
  contents["match"] = MatchItem{{{"дім", home}, {"сад", home}}, {1, 0}};
  contents["dictation"] = DictationItem{line, {line}, {}};
  contents["vocabulary"] = VocabularyItem{"дім", 1, "дім", 0, std::string("дім").size(), home};
  contents["flashcards"] = FlashcardItem{"дім", home};
  Question question;
  question.question = home;
  question.options = {home, {{{"en", "garden"}}}};
  question.correct = {0};
  contents["questions"] = question;
  std::vector<Activity> activities;
  for (const std::string_view kind : activity_kinds) {
    Activity activity;
    activity.id = activity.kind = kind;
    activity.language = value_of(LanguageTag::parse("uk")).value;
    activity.title = activity.instructions = {"web.words", {}};
    activity.items = {item_of(contents.at(std::string(kind)))};
    activities.push_back(std::move(activity));
  }
  return activities;
}

/// The film and the poem of `trial`, a song and a picture; the film has an exercise of every kind.
PackManifest trial_of_everything() {
  PackManifest manifest = trial("Home");
  manifest.works[0].activities = all_kinds();
  PackWork song = manifest.works[1];
  song.id = "song";
  song.kind = "audio";
  song.renditions = {{"aac", "audio", artefact("song", "audio/mp4"), "m4a", 0, 0, 10}};
  song.activities = {all_kinds()[1]};
  PackWork picture = manifest.works[1];
  picture.id = "picture";
  picture.kind = "image";
  picture.alt.by_language = {{"en", "a house"}};
  picture.texts.clear();
  picture.renditions = {{"1280", "image", artefact("large picture", "image/jpeg"), "jpg", 1280, 960, 0},
                        {"640", "image", artefact("picture", "image/jpeg"), "jpg", 640, 480, 0}};
  picture.activities = {all_kinds()[6]};
  manifest.works.push_back(song);
  manifest.works.push_back(picture);
  return manifest;
}

/// What was left out, each as "work kind-of-note what".
std::set<std::string> left_out_by(std::string_view id, const PackManifest& manifest) {
  const std::map<std::string, std::string> words{
      {"pack.activity_left_out", "exercise"}, {"pack.rendition_left_out", "file"}, {"pack.part_left_out", "part"},
      {"h5p.sound_left_out", "part"},         {"kolibri.sound_in_lesson", ""},     {"anki.no_cards", "cards"}};
  std::set<std::string> found;
  for (const Message& note : value_of(format(id).write(manifest)).notes) {
    const auto word = words.find(note.id);
    if (word == words.end() || word->second.empty()) continue;
    std::string line = std::get<std::string>(note.arguments[0].second) + " " + word->second;
    if (note.arguments.size() > 1) line += " " + std::get<std::string>(note.arguments[1].second);
    CHECK(found.insert(line).second);  // said once
    for (const std::string& language : message_languages())
      CHECK(render(note, language).find(note.id) == std::string::npos);
  }
  return found;
}

std::set<std::string> exercises_left_out(const std::string& work, std::initializer_list<const char*> kinds) {
  std::set<std::string> lines;
  for (const char* kind : kinds) lines.insert(work + " exercise " + kind);
  return lines;
}

std::set<std::string> together(std::initializer_list<std::set<std::string>> sets) {
  std::set<std::string> all;
  for (const auto& one : sets) all.insert(one.begin(), one.end());
  return all;
}

}  // namespace

TEST_CASE("what a pack format has no place for is a note that names the work, once and in every language") {
  const PackManifest manifest = trial_of_everything();
  const auto of_film = [](std::initializer_list<const char*> kinds) { return exercises_left_out("film", kinds); };
  const std::set<std::string> songs{"song exercise gap_fill"}, pictures{"picture exercise vocabulary"};
  const std::set<std::string> no_questions =
      together({of_film({"karaoke", "order", "dictation", "vocabulary", "flashcards", "repeat"}), pictures});
  const std::set<std::string> no_media{"film part film", "film part subtitles", "picture part picture",
                                       "song part sound", "song part text"};
  const std::set<std::string> one_small_file{"film file 720p", "picture file 640"};
  const std::set<std::string> one_larger_file{"film file 360p", "picture file 640"};
  const std::map<std::string, std::set<std::string>> expected{
      {"web", {}},
      {"bagit", {}},
      {"scorm12", one_larger_file},
      {"scorm2004", one_larger_file},
      {"cmi5", one_larger_file},
      {"kolibri", {"picture file 640"}},  // both films are in it: one beside the exercises
      {"epub", together({of_film({"karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary",
                                  "flashcards", "repeat", "questions"}),
                         songs, pictures, one_small_file})},
      {"cc11", together({no_questions, one_small_file})},
      {"cc13", together({no_questions, one_small_file})},
      {"qti21", together({no_questions, no_media})},
      {"qti30", together({no_questions, no_media})},
      {"h5p", together({of_film({"karaoke", "order", "dictation", "repeat", "questions"}),
                        one_small_file,
                        {"film file audio", "song part"}})},
      {"anki",
       together({of_film({"karaoke", "gap_fill", "choice", "order", "dictation", "repeat", "questions"}), no_media})},
  };
  CHECK(expected.size() == pack_formats().size());
  for (const PackFormat* one : pack_formats()) {
    INFO(one->id);
    CHECK(left_out_by(one->id, manifest) == expected.at(std::string(one->id)));
  }
}

TEST_CASE("of works that must stay as they are only the curator's own questions go into packs") {
  PackManifest manifest = trial_of_everything();
  manifest.works.erase(manifest.works.begin() + 1, manifest.works.end());
  manifest.licence = manifest.works[0].licence = "CC-BY-ND-4.0";
  for (const char* id : {"web", "scorm12", "scorm2004", "cmi5"}) {
    CAPTURE(id);
    const PackTree tree = value_of(format(id).write(manifest)).value;
    std::string scripts;
    for (const PackEntry& entry : tree.entries)
      if (const auto* text = std::get_if<std::string>(&entry.content);
          text != nullptr && entry.path.ends_with("data.js"))
        scripts += *text;
    CHECK(scripts.find("\"kind\":\"questions\"") != std::string::npos);
    for (const std::string_view kind : activity_kinds)
      if (kind != "questions") CHECK(scripts.find("\"kind\":\"" + std::string(kind) + "\"") == std::string::npos);
  }
  for (const char* id : {"cc11", "cc13"}) {
    std::vector<std::string> quizzes;
    for (const PackEntry& entry : value_of(format(id).write(manifest)).value.entries)
      if (entry.path.starts_with("quizzes/")) quizzes.push_back(entry.path);
    CHECK(quizzes == std::vector<std::string>{"quizzes/film/questions.xml"});
  }
  for (const char* id : {"qti21", "qti30"}) {
    const PackTree tree = value_of(format(id).write(manifest)).value;
    CHECK(std::ranges::count_if(tree.entries,
                                [](const PackEntry& entry) { return entry.path.starts_with("items/"); }) == 1);
  }
  const PackTree channel = value_of(format("kolibri").write(manifest)).value;
  CHECK(std::ranges::count_if(channel.entries,
                              [](const PackEntry& entry) { return entry.path.ends_with(".perseus"); }) == 1);
  // What a format has no place for is said of the questions too, and that there are no exercises of each of them.
  CHECK(left_out_by("h5p", manifest).contains("film exercise questions"));
  CHECK(left_out_by("epub", manifest).contains("film exercise questions"));
  for (const PackFormat* one : pack_formats()) {
    if (one->id == "anki") continue;
    const std::vector<Message> notes = value_of(one->write(manifest)).notes;
    CHECK(std::ranges::find(notes, "pack.licence_no_changes", &Message::id) != notes.end());
    CHECK(std::ranges::none_of(notes, [](const Message& note) {
      return note.id == "pack.activity_left_out" && std::get<std::string>(note.arguments[1].second) != "questions";
    }));
  }
}

TEST_CASE("what H5P cannot hold of an exercise is counted in a note") {
  PackManifest manifest = trial("Home");
  Activity many = gap_fill("Спи, мій малий", "малий", "a*b");  // its other spelling and its hint have a sign of H5P
  ActivityItem signs = many.items[0];
  std::get<GapItem>(signs.content).gaps[0].answers = {"ма\\+лий"};
  std::get<GapItem>(signs.content).gaps[0].tip.clear();
  many.items.push_back(signs);
  for (int i = 0; i < 33; ++i) {
    ActivityItem plain = signs;
    std::get<GapItem>(plain.content).gaps[0].answers = {"малий"};
    many.items.push_back(plain);
  }
  manifest.works[0].activities = {many};
  const auto written = value_of(format("h5p").write(manifest));
  const auto note = std::ranges::find(written.notes, "h5p.parts_left_out", &Message::id);
  REQUIRE(note != written.notes.end());
  CHECK(note->arguments == MessageArguments{{"work", "film"}, {"activity", "gap_fill-2"}, {"count", std::int64_t{6}}});
}
