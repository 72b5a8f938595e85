// Whether a file ends where its container says: whole files do, however they were written; cut ones do not.

#include <catch2/catch.hpp>

#include "pipeline/media/source/file_end.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

const std::string film = "-f lavfi -i testsrc2=s=160x120:r=10:d=3 ";
const std::string hum = "-f lavfi -i sine=f=330:r=48000:d=3 ";

struct Recording {
  const char* name;
  const char* container;
  std::string arguments;
};

const std::vector<Recording> recordings{
    {"fragments.mp4", "mov", film + hum + "-c:v libx264 -g 10 -c:a aac -movflags +frag_keyframe+empty_moov"},
    {"faststart.mov", "mov", film + hum + "-c:v libx264 -c:a aac -movflags +faststart"},
    {"film.mkv", "matroska", film + hum + "-c:v libx264 -c:a aac"},
    {"live.webm", "matroska", film + hum + "-c:v libvpx -c:a libopus -live 1"},
    {"hum.wav", "wav", hum},
    {"long.wav", "wav", hum + "-rf64 always"},
    {"hum.ogg", "ogg", hum + "-c:a libvorbis"},
    {"hum.opus", "ogg", hum + "-c:a libopus"},
    {"film.ts", "mpegts", film + hum + "-c:v libx264 -c:a aac"},
    {"one.mpg", "mpeg", film + hum + "-r 25 -c:v mpeg1video -c:a mp2 -f mpeg"},
    {"two.mpg", "mpeg", film + hum + "-r 25 -c:v mpeg2video -c:a mp2 -f dvd"},
};

bool is_cut(const std::filesystem::path& path, std::string_view container) {
  return breaks_off(OpenFile(path).input(), container);
}

}  // namespace

TEST_CASE("files that were cut off are told from whole ones by their container") {
  const TemporaryFolder folder;
  for (const Recording& recording : recordings) {
    const auto path = make_media(folder, recording.arguments, recording.name);
    INFO(recording.name);
    CHECK_FALSE(is_cut(path, recording.container));
    const std::string whole = bytes_of(path);
    int unnoticed = 0;
    constexpr std::size_t cuts = 64;
    for (std::size_t cut = 0; cut < cuts; ++cut) {
      // Odd, because what is cut between two packets of a transport stream is missed by nothing.
      const std::size_t length = (whole.size() / 2 + cut * whole.size() / 2 / cuts) | 1;
      write_bytes(path, whole.substr(0, length));
      if (!is_cut(path, recording.container)) ++unnoticed;
    }
    CHECK(unnoticed <= 2);  // between two packets nothing is missing that a container could promise
  }
}

TEST_CASE("a wave file whose writer could not go back does not promise a length") {
  const TemporaryFolder folder;
  make_media(folder, hum + "-f wav pipe:1 >piped.wav; true", "unused.wav");
  const std::string bytes = bytes_of(folder.path() / "piped.wav");
  REQUIRE(bytes.find("data\xFF\xFF\xFF\xFF") != std::string::npos);
  CHECK_FALSE(is_cut(folder.path() / "piped.wav", "wav"));
}

TEST_CASE("what lies behind the media of a file does not make it a broken one") {
  const TemporaryFolder folder;
  for (const auto& [recording, more] :
       {std::pair(0, std::string(3, '\0')), std::pair(1, std::string("\0\0\xFF\xFF trailer of a phone", 21)),
        std::pair(4, std::string("LIST\x40\0\0\0cut", 11)), std::pair(9, std::string(100, '\0'))}) {
    const Recording& whole = recordings[static_cast<std::size_t>(recording)];
    const auto path = make_media(folder, whole.arguments, whole.name);
    INFO(whole.name);
    write_bytes(path, bytes_of(path) + more);
    CHECK_FALSE(is_cut(path, whole.container));
  }
}

}  // namespace integrart::test
