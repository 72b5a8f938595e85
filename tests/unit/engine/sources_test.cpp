#include "pipeline/engine/sources.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

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
