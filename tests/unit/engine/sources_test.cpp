#include "pipeline/engine/sources.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "pipeline/base/message.h"
#include "pipeline/store/database.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

std::string error_of(const SourceFolder& folder, const std::string& path) {
  const auto opened = folder.open_file(path, 1000);
  return opened ? "" : opened.error().what.id;
}

}  // namespace

TEST_CASE("only regular files below the folder are opened, and each refusal says why") {
  const TemporaryFolder temporary;
  const auto root = temporary.path();
  std::filesystem::create_directory(root / "collection");
  std::ofstream(root / "secret.txt") << "secret";
  std::ofstream(root / "collection/song.txt") << "la la";
  std::ofstream(root / "collection/empty.txt");
  std::ofstream(root / "collection/large.txt") << std::string(2000, 'x');
  std::filesystem::create_symlink("../secret.txt", root / "collection/link.txt");
  std::filesystem::create_symlink("nowhere", root / "collection/dangling.txt");
  std::filesystem::create_directory_symlink("..", root / "collection/up");
  std::filesystem::create_directory(root / "collection/folder.mp4");
  REQUIRE(mkfifo((root / "collection/pipe.mov").c_str(), 0600) == 0);

  const auto folder = SourceFolder::open(root / "collection");
  REQUIRE(folder);
  const auto song = folder->open_file("song.txt", 1000);
  REQUIRE(song);
  CHECK(read_all(song->second, 100).value() == "la la");
  CHECK(error_of(*folder, "../secret.txt") == "engine.file_outside");
  CHECK(error_of(*folder, "link.txt") == "base.file_is_link");
  CHECK(error_of(*folder, "dangling.txt") == "base.file_is_link");
  CHECK(error_of(*folder, "up/secret.txt") == "base.file_is_link");
  CHECK(error_of(*folder, "folder.mp4") == "base.file_is_folder");
  CHECK(error_of(*folder, "pipe.mov") == "base.file_not_regular");
  CHECK(error_of(*folder, "empty.txt") == "engine.file_empty");
  CHECK(error_of(*folder, "large.txt") == "base.file_too_large");
  CHECK(error_of(*folder, "absent.txt") == "base.file_not_found");
}

TEST_CASE("of two files for one track the first is taken, and the other is told of") {
  const TemporaryFolder temporary;
  const auto root = temporary.path();
  for (const char* name : {"song.txt", "a.srt", "b.srt", "c.pl.srt", "d.pl.vtt"})
    std::ofstream(root / name) << name;  // any bytes: nothing is read yet
  auto store = open_artefact_store("file:" + (root / "store").string());
  REQUIRE(store);
  auto database = open_database("sqlite:" + (root / "integrart.db").string());
  REQUIRE(database);
  const auto ledger = (*database)->ledger();
  const auto folder = SourceFolder::open(root);
  REQUIRE(folder);
  CollectionWork work;
  work.file = "song.txt";
  work.kind = "text";
  work.subtitles = {"a.srt", "b.srt", "c.pl.srt", "d.pl.vtt"};
  work.translations = {"c.pl.srt", "d.pl.vtt"};
  const auto sources = import_sources(*folder, work, **store, *ledger);
  REQUIRE(sources);
  CHECK(sources->subtitles.at("und").name == "a.srt");
  CHECK(sources->subtitles.at("pl").name == "c.pl.srt");
  CHECK(sources->translations.at("pl").name == "c.pl.srt");
  REQUIRE(sources->notes.size() == 3);
  CHECK(render(sources->notes[0]).find("b.srt: left out, because a.srt has no language") == 0);
  CHECK(render(sources->notes[1]).find("d.pl.vtt: left out, because c.pl.srt is the track “pl”") == 0);
  CHECK(sources->notes[2].id == "engine.track_twice");
}
