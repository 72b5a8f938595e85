// Every pack format: documented, the same every time, portable names, and true to licences.
#include <set>

#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/message.h"
#include "pipeline/base/pack_path.h"
#include "tests/conformance/formats/trial_pack.h"
#include "tests/pack_trial_files.h"

using namespace integrart;

TEST_CASE("every pack format is documented, deterministic, and has portable, sorted names") {
  for (const PackFormat* one : pack_formats()) {
    CAPTURE(one->id);
    CHECK_FALSE(one->doc.summary.empty());
    CHECK_FALSE(one->doc.details.empty());
    CHECK_FALSE(one->doc.source.empty());
    CHECK((one->as_folder || one->archive != nullptr));
    const PackTree tree = value_of(one->write(trial_pack("Home"))).value;
    CHECK(std::ranges::is_sorted(tree.entries, {}, &PackEntry::path));
    std::vector<std::string_view> paths;
    for (const PackEntry& entry : tree.entries) paths.push_back(entry.path);
    value_of(check_pack_paths(paths));
    CHECK(value_of(one->write(trial_pack("Home"))).value.entries == tree.entries);
  }
}

TEST_CASE("every pack format refuses works without name or content, and takes hostile texts") {
  for (const PackFormat* one : pack_formats()) {
    CAPTURE(one->id);
    PackManifest outside = trial_pack("Home");
    outside.works[0].id = "../film";
    CHECK(one->write(outside).error().what.id == "pack.work_id");
    PackManifest empty = trial_pack("Home");
    empty.works.clear();
    CHECK(one->check(empty).error().what.id == "pack.no_works");
    for (const std::string& text :
         {std::string("</script><b>\"'&]]>*/:"), std::string("\uFFFE\u202E"), std::string()}) {
      CHECK(one->write(trial_pack(text)));
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
    PackManifest manifest = trial_pack("Home");
    manifest.works[0].licence = licence;
    const auto checked = pack_format_of("epub").check(manifest);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Errc::refused_by_policy);
    CHECK(checked.error().what.id == reason);
    manifest.licence = licence;
    manifest.works[1].licence = "CC0-1.0";
    CHECK(pack_format_of("epub").check(manifest));
  }
}

TEST_CASE("what is shared alike keeps its licence or a later version of it") {
  for (const auto& [work, pack, is_allowed] : {std::tuple("CC-BY-SA-4.0", "CC-BY-SA-3.0", false),
                                               {"CC-BY-SA-4.0", "CC-BY-SA-4.0", true},
                                               {"CC-BY-SA-3.0", "CC-BY-SA-4.0", true},
                                               {"CC-BY-SA-2.5", "CC-BY-SA-3.0", true},
                                               {"CC-BY-SA-2.5", "CC-BY-SA-2.0", false},
                                               {"cc-by-nc-sa-4.0", "CC-BY-NC-SA-2.0", false},
                                               {"CC-BY-NC-SA-3.0", "CC-BY-NC-SA-3.0", true},
                                               {"CC-BY-4.0", "CC-BY-3.0", true}}) {
    CAPTURE(work, pack);
    PackManifest manifest = trial_pack("Home");
    manifest.works[0].licence = manifest.works[1].licence = work;
    manifest.licence = pack;
    const auto checked = pack_format_of("web").check(manifest);
    REQUIRE(bool(checked) == is_allowed);
    if (!is_allowed) CHECK(checked.error().what.id == "pack.licence_share_alike");
  }
}

TEST_CASE("a pack of which nobody here knows the licence holds no work that asks for one") {
  for (const char* id : {"web", "epub"})
    for (const auto& [pack, reason] :
         {std::pair("LicenseRef-Museum", "pack.licence_pack_unknown"), {"", "pack.licence_pack_missing"}}) {
      PackManifest manifest = trial_pack("Home");
      manifest.licence = pack;
      CAPTURE(id, pack);
      CHECK(pack_format_of(id).check(manifest));  // CC-BY asks for a credit only, and that is in every pack
      for (const char* licence : {"CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-SA-4.0", "CC-BY-NC-SA-3.0"}) {
        manifest.works[1].licence = licence;
        const auto written = pack_format_of(id).write(manifest);
        REQUIRE_FALSE(written);
        CHECK(written.error().code == Errc::refused_by_policy);
        CHECK(written.error().what.id == reason);
        CHECK(render(written.error()).find(licence) != std::string::npos);
      }
      manifest.works[1].licence = "LicenseRef-Other";
      CHECK(pack_format_of(id).check(manifest));
    }
}

TEST_CASE("beside every pack lie a page of credits and the records for catalogues, with licence and tool version") {
  PackManifest manifest = trial_pack("Home");
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
  PackManifest manifest = trial_pack("Home");
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
    const PackTree tree = value_of(pack_format_of(id).write(manifest)).value;
    const std::string* text = text_of(tree.entries, path);
    REQUIRE(text != nullptr);
    CHECK(text->find("CC-BY-NC-4.0") != std::string::npos);
    if (std::string_view(path) != "imsmanifest.xml") continue;
    for (const char* name : {"credits.html", "lom.xml", "metadata.jsonld"})
      CHECK(text->find(std::string(name) + "\"/>") != std::string::npos);
  }
}

TEST_CASE("every package for H5P and everything in a channel for Kolibri says that commerce is not allowed") {
  PackManifest manifest = trial_pack("Home");
  manifest.licence = manifest.works[0].licence = manifest.works[1].licence = "CC-BY-NC-4.0";
  std::size_t packages = 0;
  for (const PackEntry& entry : value_of(pack_format_of("h5p").write(manifest)).value.entries) {
    const auto* package = std::get_if<InnerArchive>(&entry.content);
    if (package == nullptr) continue;
    CAPTURE(entry.path);
    ++packages;
    const std::string* text = text_of(package->entries, "h5p.json");
    REQUIRE(text != nullptr);
    const Json about = value_of(parse_json(*text));
    CHECK(about.at_or_null("license").string_or("") == "CC BY-NC");
    CHECK(about.at_or_null("licenseVersion").string_or("") == "4.0");
  }
  CHECK(packages >= 2);

  const PackFormat& kolibri = pack_format_of("kolibri");
  PackTree tree = value_of(kolibri.write(manifest)).value;
  std::vector<PackFileFacts> facts;
  for (std::size_t i = 0; i < tree.entries.size(); ++i)
    facts.push_back({.md5 = digest_of(std::to_string(i)).hex().substr(0, 32), .bytes = 1});
  const PackTree channel = value_of(kolibri.finish(manifest, std::move(tree), facts));
  std::set<std::string> names;
  for (const PackEntry& entry : channel.entries)
    if (const auto* database = std::get_if<DatabaseFile>(&entry.content)) {
      const auto nodes = std::ranges::find(database->tables, "content_contentnode", &DatabaseTable::name);
      REQUIRE(nodes != database->tables.end());
      for (const auto& row : nodes->rows)  // license_name comes second; topics have none
        if (const auto* name = std::get_if<std::string>(&row.at(1))) names.insert(*name);
    }
  CHECK(names == std::set<std::string>{"CC BY-NC"});
}

TEST_CASE("what is practised with a work stands on its page and in its course structure") {
  PackManifest manifest = trial_pack("Home");
  manifest.works[0].objectives = {{{{"en", "name what is in a room"}}}, {{{"en", "\uFFFE\n"}}}};
  const auto text = [&](std::string_view id, std::string_view path) {
    const PackTree tree = value_of(pack_format_of(id).write(manifest)).value;
    const std::string* found = text_of(tree.entries, path);
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
  PackManifest manifest = trial_pack("Home");
  manifest.works[0].sources = {{"main", digest_of("film of Oksana"), 14}};
  const PackTree tree = value_of(pack_format_of("bagit").write(manifest)).value;
  const std::string* crate = text_of(tree.entries, "data/ro-crate-metadata.json");
  REQUIRE(crate != nullptr);
  const std::string hex = digest_of("film of Oksana").hex();
  CHECK(crate->find("\"identifier\": \"sha256:" + hex) != std::string::npos);
  const Json graph = value_of(parse_json(*crate)).at_or_null("@graph");
  for (const Json& entity : graph.items())
    if (entity.at_or_null("@id").string_or("") == "works/film/")
      CHECK(entity.at_or_null("isBasedOn").items().at(0).at_or_null("@id").string_or("") == "#source-" + hex);
}

TEST_CASE("a sound in another language is never taken for the work's own, and its loss is told") {
  PackManifest manifest = trial_pack("Home");
  PackRendition dub{"audio-pl", "audio_only", trial_artefact("polski", "audio/mp4"),   "m4a", 0,
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
    const auto written = value_of(pack_format_of(id).write(manifest));
    CHECK(holds(written.value.entries));
    CHECK(told(written.notes, "pack.sound_left_out") == 0);
  }
  for (const char* id : {"epub", "cc11", "cc13"}) {
    CAPTURE(id);
    const auto written = value_of(pack_format_of(id).write(manifest));
    CHECK_FALSE(holds(written.value.entries));
    CHECK(told(written.notes, "pack.sound_left_out") == 1);
  }
  CHECK(told(value_of(pack_format_of("kolibri").write(manifest)).notes, "kolibri.other_sounds_in_lesson") == 1);
  const PackTree book = value_of(pack_format_of("epub").write(manifest)).value;
  const auto sound = std::ranges::find(book.entries, "EPUB/works/film/sound.m4a", &PackEntry::path);
  REQUIRE(sound != book.entries.end());
  CHECK(std::get<ArtefactRef>(sound->content).digest == digest_of("sound"));
  const PackTree lesson = value_of(pack_format_of("web").write(manifest)).value;
  CHECK(text_of(lesson.entries, "works/film/data.js")->find(R"("language":"pl")") != std::string::npos);
}

TEST_CASE("a book says of its accessibility only what is true") {
  const auto package = [](const PackManifest& manifest) {
    const PackTree tree = value_of(pack_format_of("epub").write(manifest)).value;
    const std::string* text = text_of(tree.entries, "EPUB/package.opf");
    REQUIRE(text != nullptr);
    return *text;
  };
  const auto has = [](const std::string& text, const std::string& feature) {
    return text.find("accessibilityFeature\">" + feature + "<") != std::string::npos;
  };
  PackManifest manifest = trial_pack("Home");
  manifest.works[0].poster = PackRendition{"poster", "image", trial_artefact("jpeg", "image/jpeg"), "jpg", 640, 360, 0};
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

TEST_CASE("a book says by which senses it can be taken in, and what may be a hazard") {
  struct Facts {
    std::vector<std::string> modes, sufficient;
    std::string hazard;
  };
  const auto facts_of = [](const PackManifest& manifest) {
    const PackTree tree = value_of(pack_format_of("epub").write(manifest)).value;
    const std::string* text = text_of(tree.entries, "EPUB/package.opf");
    REQUIRE(text != nullptr);
    const auto all = [&](const std::string& property) {
      std::vector<std::string> values;
      const std::string start = "\"schema:" + property + "\">";
      for (std::size_t at = text->find(start); at != std::string::npos; at = text->find(start, at + 1)) {
        const std::size_t begin = at + start.size();
        values.push_back(text->substr(begin, text->find('<', begin) - begin));
      }
      return values;
    };
    const std::vector<std::string> hazards = all("accessibilityHazard");
    REQUIRE(hazards.size() == 1);
    return Facts{all("accessMode"), all("accessModeSufficient"), hazards.front()};
  };
  using Texts = std::vector<std::string>;
  PackManifest manifest = trial_pack("Home");
  const Facts whole = facts_of(manifest);
  CHECK(whole.modes == Texts{"textual", "visual", "auditory"});
  CHECK(whole.sufficient == Texts{"textual", "textual,visual", "textual,visual,auditory"});
  CHECK(whole.hazard == "unknown");  // nobody looked at the film for that

  PackManifest undescribed = manifest;
  undescribed.works[0].alt.by_language.clear();
  CHECK(facts_of(undescribed).sufficient == Texts{"textual,visual", "textual,visual,auditory"});
  PackManifest silent = manifest;
  silent.works[0].tracks.clear();
  CHECK(facts_of(silent).sufficient == Texts{"textual,visual,auditory"});

  PackManifest song = manifest;
  song.works[0].kind = "audio";
  std::erase_if(song.works[0].renditions, [](const PackRendition& one) { return one.role == "video"; });
  CHECK(facts_of(song).modes == Texts{"textual", "auditory"});
  CHECK(facts_of(song).sufficient == Texts{"textual", "textual,auditory"});
  CHECK(facts_of(song).hazard == "none");

  PackManifest poem = manifest;
  poem.works.erase(poem.works.begin());
  CHECK(facts_of(poem).modes == Texts{"textual"});
  CHECK(facts_of(poem).sufficient == Texts{"textual"});
  CHECK(facts_of(poem).hazard == "none");
}

TEST_CASE("the film of a book has its words as captions and their translations as subtitles") {
  PackManifest manifest = trial_pack("Home");
  PackTrack polish = manifest.works[0].tracks[0];
  polish.language = value_of(LanguageTag::parse("pl")).value;
  manifest.works[0].tracks.push_back(polish);
  const PackTree tree = value_of(pack_format_of("epub").write(manifest)).value;
  const std::string* page = text_of(tree.entries, "EPUB/works/film/page.xhtml");
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
  PackManifest manifest = trial_pack("Home");
  manifest.licence = manifest.works[0].licence = "CC-BY-ND-4.0";
  const PackTree packages = value_of(pack_format_of("h5p").write(manifest)).value;
  for (const PackEntry& entry : packages.entries) CHECK(entry.path.find("gap_fill") == std::string::npos);
  const auto& film = archive_in(packages, "film-film.h5p");
  REQUIRE(text_of(film, "content/content.json") != nullptr);
  CHECK(text_of(film, "content/content.json")->find("H5P.Blanks") == std::string::npos);
  CHECK(text_of(film, "h5p.json")->find("\"license\":\"CC BY-ND\"") != std::string::npos);
  for (const PackEntry& entry : value_of(pack_format_of("cc11").write(manifest)).value.entries)
    CHECK_FALSE(entry.path.starts_with("quizzes/"));
}

TEST_CASE("markup of H5P comes from gaps only") {
  const std::string odd = "*:/ a*b:c/d **";
  const PackTree tree = value_of(pack_format_of("h5p").write(trial_pack(odd))).value;
  const auto& package = archive_in(tree, "film_gap_fill-2-1.h5p");
  const Json content = value_of(parse_json(*text_of(package, "content/content.json")));
  REQUIRE(content.at_or_null("questions").items().size() == 1);
  const std::string question = content.at_or_null("questions").items()[0].string_or("");
  CHECK(std::ranges::count(question, '*') == 2);
  CHECK(question.find("*малий*") != std::string::npos);  // neither the odd answer nor the odd hint
}

TEST_CASE("a book reads along word by word, with lengths that add up") {
  const PackTree tree = value_of(pack_format_of("epub").write(trial_pack("Home"))).value;
  const std::string* overlay = text_of(tree.entries, "EPUB/works/film/overlay.smil");
  REQUIRE(overlay != nullptr);
  CHECK(overlay->find(R"(clipBegin="1.500s" clipEnd="2.000s")") != std::string::npos);
  CHECK(overlay->find(R"(clipBegin="2.000s" clipEnd="3.000s")") != std::string::npos);
  const std::string* package = text_of(tree.entries, "EPUB/package.opf");
  REQUIRE(package != nullptr);
  CHECK(package->find(R"(<meta property="media:duration">1.500s</meta>)") != std::string::npos);
  CHECK(package->find("conformsTo") == std::string::npos);
  CHECK(package->find("film-720p") == std::string::npos);
  CHECK(tree.entries.front().path.starts_with("EPUB/"));
}

TEST_CASE("what is not the clean fragment of a text does not come into a page") {
  PackManifest manifest = trial_pack("Home");
  manifest.works[1].texts[0].html = "<p onclick=\"x()\">A <a href=\"javascript:x()\">b</a><script>x()</script></p>";
  const PackTree tree = value_of(pack_format_of("epub").write(manifest)).value;
  const std::string* page = text_of(tree.entries, "EPUB/works/poem/page.xhtml");
  REQUIRE(page != nullptr);
  CHECK(page->find("onclick") == std::string::npos);
  CHECK(page->find("javascript:") == std::string::npos);
  CHECK(page->find("<script") == std::string::npos);
}

TEST_CASE("the day that a collection says is in the metadata of its packs, and else a fixed one, never the clock's") {
  PackManifest manifest = trial_pack("Home");
  const auto text = [&](std::string_view id, std::string_view path) {
    const PackTree tree = value_of(pack_format_of(id).write(manifest)).value;
    const std::string* found = text_of(tree.entries, path);
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
