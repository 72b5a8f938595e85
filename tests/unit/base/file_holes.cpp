// Files that were never written.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "pipeline/base/input_file.h"
#include "pipeline/base/limits.h"
#include "tests/temporary_folder.h"

using namespace integrart;

TEST_CASE("a large file that is mostly holes is refused at once, and so is what is too large") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "film.mov").string();
  std::ofstream(path) << std::string(1 << 20, 'x');
  const auto refused_as = [&](std::uint64_t bytes) {
    std::filesystem::resize_file(path, bytes);
    const auto opened = open_regular_file(path, MediaLimits{}.source_bytes);
    return opened ? std::string() : opened.error().what.id;
  };
  CHECK(refused_as(1ULL << 30U).empty());  // small enough to be read
  CHECK(refused_as(4ULL << 30U) == "base.file_mostly_holes");
  CHECK(refused_as((16ULL << 30U) + 1) == "base.file_too_large");
  std::filesystem::resize_file(path, 4ULL << 30U);
  const auto message = open_regular_file(path, MediaLimits{}.source_bytes).error().what;
  CHECK(
      render(message).ends_with("of its 4,294,967,296 bytes only 1,048,576 were ever written. It is an unfinished "
                                "download or a copy that broke off: copy it again."));
}
