#include "pipeline/engine/unit_folder.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <optional>

#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

UnitFolder make_folder(const std::filesystem::path& parent) {
  auto made = UnitFolder::make(parent);
  if (!made) throw std::runtime_error(render(made.error()));
  return std::move(*made);
}

}  // namespace

TEST_CASE("a unit's folder is new and empty, and goes away with its owner and all that was put in") {
  const TemporaryFolder parent;
  std::filesystem::path first;
  {
    const UnitFolder one = make_folder(parent.path());
    const UnitFolder two = make_folder(parent.path());
    first = one.path();
    CHECK(one.path() != two.path());
    CHECK(std::filesystem::is_empty(one.path()));
    std::filesystem::create_directory(one.path() / "0");
    std::ofstream(one.path() / "0" / "video.mp4") << "half";
  }
  CHECK_FALSE(std::filesystem::exists(first));
}

TEST_CASE("sweeping removes folders without an owner and nothing else") {
  const TemporaryFolder parent;
  std::optional<UnitFolder> living = make_folder(parent.path());
  const std::filesystem::path abandoned = parent.path() / "17-3";
  std::filesystem::create_directories(abandoned / "0");
  std::ofstream(abandoned / "0" / "video.mp4") << "half";
  std::filesystem::create_directory(parent.path() / "of a person");
  std::ofstream(parent.path() / "12-1") << "no folder";
  std::filesystem::create_directory_symlink(parent.path() / "of a person", parent.path() / "12-2");

  CHECK(sweep_unit_folders(parent.path()) == 1);
  CHECK_FALSE(std::filesystem::exists(abandoned));
  CHECK(std::filesystem::exists(living->path()));
  CHECK(std::filesystem::exists(parent.path() / "of a person"));
  CHECK(std::filesystem::exists(parent.path() / "12-1"));
  CHECK(std::filesystem::is_symlink(parent.path() / "12-2"));
  CHECK(sweep_unit_folders(parent.path()) == 0);
  CHECK(sweep_unit_folders(parent.path() / "absent") == 0);
}

TEST_CASE("the number of a former process is not reused for its folder") {
  const TemporaryFolder parent;
  const UnitFolder first = make_folder(parent.path());
  const std::string name = first.path().filename().string();
  const std::size_t dash = name.find('-');
  const int number = std::stoi(name.substr(dash + 1));
  const std::filesystem::path next = parent.path() / (name.substr(0, dash + 1) + std::to_string(number + 1));
  std::filesystem::create_directory(next);
  std::ofstream(next / "secret.txt") << "of somebody else";
  const UnitFolder second = make_folder(parent.path());
  CHECK(second.path() != next);
  CHECK(std::filesystem::is_empty(second.path()));
}
