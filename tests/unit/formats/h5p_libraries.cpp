// Libraries of H5P: what a library.json says, what a package needs of a store, and what lies in a full package.
#include "formats/pack/h5p/libraries.h"
#include "formats/tables.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/documents/cue_track.h"
#include "tests/pack_trial_files.h"

using namespace integrart;

namespace {

H5pLibrary library(const std::string& name, int major, int minor, std::vector<H5pLibraryId> runs_with = {},
                   std::vector<H5pLibraryId> edits_with = {}) {
  H5pLibrary made;
  made.id = {name, major, minor};
  made.runs_with = std::move(runs_with);
  made.edits_with = std::move(edits_with);
  const std::string code = name + " code";
  made.files = {{"library.json", {digest_of(name), 10, "application/json"}},
                {"scripts/a.js", {digest_of(code), code.size(), "text/javascript"}}};
  return made;
}

std::vector<std::string> folders_of(const h5p::LibraryClosure& closure) {
  std::vector<std::string> folders;
  for (const H5pLibrary* one : closure.libraries) folders.push_back(one->id.folder());
  return folders;
}

std::string argument(const Error& error, std::string_view wanted) {
  for (const auto& [name, value] : error.what.arguments)
    if (name == wanted) return std::get<std::string>(value);
  return {};
}

/// A film with one line, and cards of its words.
PackManifest film() {
  PackWork work;
  work.id = "film";
  work.kind = "video";
  work.licence = "CC-BY-4.0";
  work.language = value_of(LanguageTag::parse("uk")).value;
  work.title.by_language = {{"en", "Home"}};
  work.renditions = {{"360p", "video", {digest_of("film"), 4, "video/mp4"}, "mp4", 640, 360, 10}};
  PackManifest manifest;
  manifest.id = "trial";
  manifest.title.by_language = {{"en", "Home"}};
  manifest.languages = {work.language};
  manifest.licence = "CC-BY-4.0";
  manifest.works = {work};
  return manifest;
}

std::vector<H5pLibrary> film_store() {
  return {library("H5P.InteractiveVideo", 1, 26, {{"H5P.Video", 1, 6}}, {{"H5PEditor.InteractiveVideo", 1, 2}}),
          library("H5P.Summary", 1, 10), library("H5P.Video", 1, 6), library("H5P.Unused", 1, 0)};
}

const PackFormat& h5p_format() {
  return *find_by_id(pack_formats(), "h5p");
}

}  // namespace

TEST_CASE("a library.json is read as H5P's own validator reads it") {
  const H5pLibrary good = value_of(H5pLibrary::parse(R"({"title": "Blanks", "machineName": "H5P.Blanks",
    "majorVersion": 1, "minorVersion": 14, "patchVersion": 7, "runnable": 1, "anything": [1],
    "preloadedJs": [{"path": "./js/blanks.js"}], "preloadedCss": [{"path": "css/blanks.css"}],
    "preloadedDependencies": [{"machineName": "H5P.Question", "majorVersion": 1, "minorVersion": 5}],
    "dynamicDependencies": [{"machineName": "H5P.Video", "majorVersion": 1, "minorVersion": 6}],
    "editorDependencies": [{"machineName": "H5PEditor.RangeList", "majorVersion": 1, "minorVersion": 0}]})",
                                                     "library.json"));
  CHECK(good.id == H5pLibraryId{"H5P.Blanks", 1, 14});
  CHECK(good.id.folder() == "H5P.Blanks-1.14");
  CHECK(good.patch == 7);
  CHECK(good.runs_with == std::vector<H5pLibraryId>{{"H5P.Question", 1, 5}, {"H5P.Video", 1, 6}});
  CHECK(good.edits_with == std::vector<H5pLibraryId>{{"H5PEditor.RangeList", 1, 0}});
  CHECK(good.loads == std::vector<std::string>{"js/blanks.js", "css/blanks.css"});
  const std::string head = R"({"machineName": "H5P.A", "majorVersion": 1, "minorVersion": 0, "patchVersion": 0)";
  CHECK(H5pLibrary::parse(head + "}", "f"));
  for (const std::string& bad : {
           std::string("{"),
           std::string("[]"),
           std::string("{}"),
           std::string(R"({"machineName": "../a", "majorVersion": 1, "minorVersion": 0, "patchVersion": 0})"),
           std::string(R"({"machineName": "H5P.A", "majorVersion": -1, "minorVersion": 0, "patchVersion": 0})"),
           std::string(R"({"machineName": "H5P.A", "majorVersion": "1", "minorVersion": 0, "patchVersion": 0})"),
           std::string(R"({"machineName": "H5P.A", "majorVersion": 1, "minorVersion": 0})"),
           head + R"(, "preloadedJs": [{"path": "../../evil.js"}]})",
           head + R"(, "preloadedJs": [{"path": "/etc/passwd"}]})",
           head + R"(, "preloadedJs": {"path": "a.js"}})",
           head + R"(, "preloadedDependencies": [{"machineName": "H5P.B"}]})",
           head + R"(, "dynamicDependencies": "H5P.B"})",
       }) {
    CAPTURE(bad);
    const auto read = H5pLibrary::parse(bad, "place/library.json");
    REQUIRE_FALSE(read);
    CHECK(read.error().what.id == "base.h5p_library");
    CHECK(argument(read.error(), "file") == "place/library.json");
  }
}

TEST_CASE("kinds of files that H5P lets into libraries") {
  for (const char* good : {"a.js", "css/a.css", "A.SVG", "font.woff2", "semantics.json", "language/uk.json"})
    CHECK(is_h5p_library_file(good));
  for (const char* bad : {"a.php", "a.html", "a", "js/a", "a.js/b", "a.phtml", "a.js.exe", ".htaccess"})
    CHECK_FALSE(is_h5p_library_file(bad));
}

TEST_CASE("the closure holds everything needed and nothing else, circles and editors too") {
  const std::vector<H5pLibrary> store{library("H5P.Blanks", 1, 14, {{"H5P.Question", 1, 5}}, {{"H5PEditor.A", 1, 0}}),
                                      library("H5P.Question", 1, 5, {{"H5P.Tip", 1, 0}}),
                                      library("H5P.Tip", 1, 0, {{"H5P.Question", 1, 5}}),
                                      library("H5PEditor.A", 1, 0, {{"H5PEditor.B", 1, 0}}),
                                      library("H5P.Question", 1, 6),
                                      library("H5P.Other", 1, 0)};
  const auto closure = value_of(h5p::closure_of(std::vector{h5p::blanks}, store));
  CHECK(folders_of(closure) ==
        std::vector<std::string>{"H5P.Blanks-1.14", "H5P.Question-1.5", "H5P.Tip-1.0", "H5PEditor.A-1.0"});
  CHECK(closure.missing == std::vector<H5pLibraryId>{{"H5PEditor.B", 1, 0}});
}

TEST_CASE("a library that is not there is named, with what needs it and which versions there are") {
  const std::vector<H5pLibrary> store{library("H5P.Blanks", 1, 14, {{"H5P.Question", 1, 5}}),
                                      library("H5P.Question", 1, 4), library("H5P.Question", 1, 10),
                                      library("H5P.DragText", 1, 11)};
  const auto needed = h5p::closure_of(std::vector{h5p::blanks}, store);
  REQUIRE_FALSE(needed);
  CHECK(needed.error().code == Errc::unavailable);
  CHECK(needed.error().what.id == "h5p.library_missing");
  CHECK(argument(needed.error(), "library") == "H5P.Question 1.5");
  CHECK(argument(needed.error(), "needed_by") == "H5P.Blanks 1.14");
  CHECK(argument(needed.error(), "others") == "1.4, 1.10");
  // A newer minor version is another library: only H5P's upgrade scripts turn content of one into content of the other.
  const auto newer = h5p::closure_of(std::vector{h5p::drag_text}, store);
  REQUIRE_FALSE(newer);
  CHECK(argument(newer.error(), "library") == "H5P.DragText 1.10");
  CHECK(argument(newer.error(), "others") == "1.11");
}

TEST_CASE("full packages hold the closure; without a store they hold content only") {
  PackManifest manifest = film();
  const auto inside = [&](const PackTree& tree) {
    std::vector<std::string> paths;
    for (const PackEntry& entry : tree.entries)
      if (entry.path == "film-film.h5p")
        for (const PackEntry& one : std::get<InnerArchive>(entry.content).entries) paths.push_back(one.path);
    return paths;
  };
  const std::vector<std::string> content{"content/content.json", "content/videos/film.mp4", "h5p.json"};
  const auto plain = value_of(h5p_format().write(manifest));
  CHECK(inside(plain.value) == content);
  manifest.h5p_libraries = film_store();
  const auto full = value_of(h5p_format().write(manifest));
  CHECK(inside(full.value) == std::vector<std::string>{"H5P.InteractiveVideo-1.26/library.json",
                                                       "H5P.InteractiveVideo-1.26/scripts/a.js",
                                                       "H5P.Summary-1.10/library.json", "H5P.Summary-1.10/scripts/a.js",
                                                       "H5P.Video-1.6/library.json", "H5P.Video-1.6/scripts/a.js",
                                                       "content/content.json", "content/videos/film.mp4", "h5p.json"});
  const auto is_editors = [](const Message& note) { return note.id == "h5p.editors_missing"; };
  CHECK(std::ranges::count_if(full.notes, is_editors) == 1);
  CHECK(std::ranges::count_if(plain.notes, is_editors) == 0);
  CHECK(value_of(h5p_format().write(manifest)).value.entries == full.value.entries);
  // The machine's libraries are no part of the lesson: an archive does not name them.
  CHECK(manifest.to_json().dump().find("H5P.Video") == std::string::npos);
  manifest.h5p_libraries.pop_back();
  manifest.h5p_libraries.pop_back();
  CHECK(h5p_format().write(manifest).error().what.id == "h5p.library_missing");
}
