// When pictures are shown, and what happens when a source does not keep to the rules.

#include <catch2/catch.hpp>

#include "tests/unit/media/made_media.h"

using Catch::WithinAbs;

namespace integrart::test {

TEST_CASE("constant rates keep every picture and exact times") {
  const TemporaryFolder folder;
  const auto file =
      make_media(folder, "-f lavfi -i testsrc2=s=160x120:r=30000/1001:d=2 -c:v libx264 -pix_fmt yuv420p", "ntsc.mp4");
  const SourceFacts facts = facts_of(file);
  CHECK(facts.video->frame_rate == Rational{30000, 1001});
  CHECK(facts.video->frame_rate_kind == FrameRateKind::constant);
  const Watched watched = watch(file);
  REQUIRE(watched.pictures.size() == 60);
  for (std::size_t number = 0; number < 60; ++number) {
    CHECK_THAT(watched.pictures[number].time, WithinAbs(static_cast<double>(number) * 1001 / 30000, 1e-9));
    CHECK_THAT(watched.pictures[number].duration, WithinAbs(1001.0 / 30000, 1e-9));
    CHECK(watched.pictures[number].index == static_cast<std::int64_t>(number));
  }
  CHECK(watched.result.notes.empty());
}

TEST_CASE("variable rates are told from constant ones and kept") {
  const TemporaryFolder folder;
  const auto file = make_media(folder,
                               "-f lavfi -i testsrc2=s=160x120:r=30:d=4 -vf \"select='not(mod(n,5))+lt(mod(n,7),2)'\" "
                               "-vsync vfr -c:v libx264 -pix_fmt yuv420p",
                               "vfr.mp4");
  const SourceFacts facts = facts_of(file);
  CHECK(facts.video->frame_rate_kind == FrameRateKind::variable);
  const Watched watched = watch(file);
  std::size_t expected = 0;
  for (int number = 0; number < 120; ++number) {
    if (number % 5 != 0 && number % 7 >= 2) continue;
    REQUIRE(expected < watched.pictures.size());
    CHECK_THAT(watched.pictures[expected].time, WithinAbs(number / 30.0, 1e-6));
    ++expected;
  }
  CHECK(watched.pictures.size() == expected);
  for (std::size_t number = 1; number < watched.pictures.size(); ++number)
    CHECK_THAT(watched.pictures[number - 1].time + watched.pictures[number - 1].duration,
               WithinAbs(watched.pictures[number].time, 1e-9));
}

TEST_CASE("a limit of the rate leaves pictures out evenly") {
  const TemporaryFolder folder;
  const auto file =
      make_media(folder, "-f lavfi -i testsrc2=s=160x120:r=60:d=2 -c:v libx264 -pix_fmt yuv420p", "60.mp4");
  const Watched half = watch(file, {0, 0, PixelLayout::i420, 30});
  REQUIRE(half.pictures.size() == 60);
  for (std::size_t number = 0; number < 60; ++number) {
    CHECK(half.pictures[number].index == static_cast<std::int64_t>(2 * number));
    CHECK_THAT(half.pictures[number].duration, WithinAbs(1.0 / 30, 1e-9));
  }
  CHECK(watch(file, {0, 0, PixelLayout::gray8, 25}).pictures.size() == 40);  // every third
  CHECK(watch(file, {0, 0, PixelLayout::gray8, 60}).pictures.size() == 120);
}

TEST_CASE("an edit list is honoured: what it cuts is not shown") {
  const TemporaryFolder folder;
  make_media(
      folder,
      "-f lavfi -i testsrc2=s=160x120:r=25:d=4 -f lavfi -i sine=d=4 -c:v libx264 -g 50 -bf 2 -pix_fmt yuv420p -c:a aac",
      "whole.mp4");
  // Copying from the middle of a group of pictures keeps the packets and hides those before by an edit list.
  const auto file = make_media(folder, "-ss 1 -i whole.mp4 -c copy", "cut.mp4");
  const SourceFacts facts = facts_of(file);
  CHECK_THAT(facts.duration_seconds, WithinAbs(3, 0.06));
  const Watched cut = watch(file);
  const Watched whole = watch(folder.path() / "whole.mp4");
  CHECK(cut.pictures.size() == 75);
  CHECK_THAT(cut.pictures.front().time, WithinAbs(0, 1e-9));
  CHECK(cut.pictures.front().bytes == whole.pictures.at(25).bytes);
}

TEST_CASE("sound and picture keep their distance whatever the container's clock says") {
  const TemporaryFolder folder;
  make_media(folder, "-f lavfi -i testsrc2=s=160x120:r=25:d=2 -c:v libx264 -bf 2 -pix_fmt yuv420p", "v.mp4");
  make_media(folder, "-f lavfi -i sine=d=2 -c:a aac", "a.mp4");
  for (const char* name : {"late.mp4", "late.mkv", "late.ts"}) {
    INFO(name);
    const auto file = make_media(folder, "-itsoffset 0.4 -i v.mp4 -i a.mp4 -map 0 -map 1 -c copy", name);
    const Watched watched = watch(file);
    REQUIRE(watched.pictures.size() == 50);
    CHECK_THAT(watched.pictures[0].time, WithinAbs(0, 1e-9));  // shown early rather than leaving a gap
    CHECK_THAT(watched.pictures[1].time, WithinAbs(0.44, 0.025));
    CHECK_THAT(watched.pictures[49].time, WithinAbs(0.4 + 49 / 25.0, 0.025));
  }
}

TEST_CASE("a broken tail keeps what can be decoded, with a note") {
  const TemporaryFolder folder;
  const auto whole =
      make_media(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=4 -c:v libx264 -movflags +faststart -pix_fmt yuv420p",
                 "whole.mp4");
  const std::string bytes = bytes_of(whole);
  write_bytes(folder.path() / "cut.mp4", std::string_view(bytes).substr(0, bytes.size() * 6 / 10));
  const Watched watched = watch(folder.path() / "cut.mp4");
  CHECK(watched.pictures.size() > 40);
  CHECK(watched.pictures.size() < 90);
  REQUIRE(!watched.result.notes.empty());
  CHECK(watched.result.notes[0].id == "media.truncated");
}

TEST_CASE("a picture of another size in the middle is brought to the first one's") {
  const TemporaryFolder folder;
  make_media(folder, quarters(320, 240, 1) + " -c:v libx264 -pix_fmt yuv420p", "a.ts");
  make_media(folder, quarters(160, 120, 1) + " -c:v libx264 -pix_fmt yuv420p", "b.ts");
  write_bytes(folder.path() / "both.ts", bytes_of(folder.path() / "a.ts") + bytes_of(folder.path() / "b.ts"));
  const Watched watched = watch(folder.path() / "both.ts");
  CHECK(watched.pictures.size() > 24);
  for (const SeenPicture& picture : watched.pictures) CHECK((picture.width == 320 && picture.height == 240));
}

}  // namespace integrart::test
