// Files that mean harm: each is refused with a clear error, quickly, and nothing else is opened.

#include <catch2/catch.hpp>

#include <chrono>
#include <random>

#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

std::string small_clip(const TemporaryFolder& folder) {
  return bytes_of(make_media(
      folder, "-f lavfi -i testsrc2=s=64x64:r=10:d=1 -c:v libx264 -pix_fmt yuv420p -movflags +faststart", "ok.mp4"));
}

void put_32(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t byte = 0; byte < 4; ++byte) bytes[at + byte] = static_cast<char>(value >> (24 - 8 * byte));
}

}  // namespace

TEST_CASE("texts that name other files are no media, whatever they are called") {
  const TemporaryFolder folder;
  small_clip(folder);
  const std::string other = (folder.path() / "ok.mp4").string();
  const std::vector<std::string> texts{
      "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + other + "\n#EXT-X-ENDLIST\n",
      "ffconcat version 1.0\nfile ok.mp4\n",
      "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>file://" + other +
          "</BaseURL></MPD>",
      "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\n",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><image href=\"" + other + "\"/></svg>",
      "just words\n",
      std::string("PK\x03\x04\x14\x00\x00\x00", 8) + std::string(2000, 'x'),
  };
  for (const std::string& text : texts)
    for (const char* name : {"x.mp4", "x.m3u8", "x.mov", "x"}) {
      INFO(text.substr(0, 20) << " as " << name);
      write_bytes(folder.path() / name, text);
      const auto probed = try_probe(folder.path() / name);
      REQUIRE_FALSE(probed);
      CHECK(probed.error().code == Errc::unrecognised);
      CHECK(probed.error().what.id == "media.unrecognised");
    }
}

TEST_CASE("empty files, noise and cut headers are errors") {
  const TemporaryFolder folder;
  const std::string clip = small_clip(folder);
  std::mt19937 noise(1);
  std::string random(100'000, '\0');
  for (char& byte : random) byte = static_cast<char>(noise());
  for (const std::string& bytes :
       {std::string(), random, clip.substr(0, 40), clip.substr(0, 300), std::string(100'000, '\0')}) {
    write_bytes(folder.path() / "x.mp4", bytes);
    const auto probed = try_probe(folder.path() / "x.mp4");
    REQUIRE_FALSE(probed);
    CHECK((probed.error().code == Errc::unrecognised || probed.error().code == Errc::corrupt_media));
    CHECK(render(probed.error()).find("x.mp4") != std::string::npos);
  }
}

TEST_CASE("damage anywhere ends in an error or in pictures, never in a crash") {
  const TemporaryFolder folder;
  const std::string clip = small_clip(folder);
  std::mt19937 random(7);
  int shown = 0;
  for (int attempt = 0; attempt < 150; ++attempt) {
    std::string bytes = clip;
    const auto changes = 1 + random() % 12;
    for (unsigned change = 0; change < changes; ++change) bytes[random() % bytes.size()] = static_cast<char>(random());
    write_bytes(folder.path() / "x.mp4", bytes);
    std::vector<std::unique_ptr<FrameSink>> sinks;
    auto seen = std::make_shared<std::vector<SeenPicture>>();
    sinks.push_back(watcher({32, 32, PixelLayout::gray8, 0}, seen));
    if (pass_over(folder.path() / "x.mp4", std::move(sinks))) ++shown;
  }
  CHECK(shown > 20);  // most damage is small
}

TEST_CASE("huge pictures are refused before they are decoded") {
  const TemporaryFolder folder;
  const auto large = make_media(
      folder, "-f lavfi -i color=s=7680x4320:r=1:d=1 -c:v libx264 -preset ultrafast -pix_fmt yuv420p", "8k.mp4");
  const auto probed = try_probe(large);
  REQUIRE_FALSE(probed);
  CHECK(probed.error().code == Errc::limit_exceeded);
  CHECK(probed.error().what.id == "media.picture_too_large");
  // A header that lies: 30000 x 30000 in the track, 64 x 64 in the stream.
  std::string bytes = small_clip(folder);
  const std::size_t entry = bytes.find("avc1", bytes.find("stsd"));
  REQUIRE(entry != std::string::npos);
  put_32(bytes, entry + 28, 30000U << 16U | 30000U);
  write_bytes(folder.path() / "liar.mp4", bytes);
  const auto liar = try_probe(folder.path() / "liar.mp4");
  if (!liar) CHECK(liar.error().code == Errc::limit_exceeded);
  if (liar) CHECK(liar->value.video->width == 64);  // libav believed the stream instead
}

TEST_CASE("three hundred tracks are refused") {
  const TemporaryFolder folder;
  std::string maps = "-f lavfi -i sine=d=0.2 -c:a aac";
  for (int track = 0; track < 300; ++track) maps += " -map 0:a";
  const auto probed = try_probe(make_media(folder, maps, "300.mp4"));
  REQUIRE_FALSE(probed);
  CHECK(probed.error().code == Errc::limit_exceeded);
  CHECK(probed.error().what.id == "media.too_many_streams");
}

TEST_CASE("a medium longer than the limit is refused by its header and by its stamps") {
  const TemporaryFolder folder;
  const auto file = make_media(
      folder, "-f lavfi -i testsrc2=s=64x64:r=1:d=2 -vf setpts=N*100000/TB -c:v libx264 -pix_fmt yuv420p", "far.mkv");
  const auto probed = try_probe(file);
  REQUIRE_FALSE(probed);
  CHECK(probed.error().code == Errc::limit_exceeded);
  // The same when facts were forged or come from an older look.
  const auto decent =
      make_media(folder, "-f lavfi -i testsrc2=s=64x64:r=1:d=2 -c:v libx264 -pix_fmt yuv420p", "near.mkv");
  const OpenFile open(file);
  DecodePassOptions options;
  options.scratch_folder = folder.path();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(watcher({}, std::make_shared<std::vector<SeenPicture>>()));
  const auto result = run_decode_pass(open.input(), facts_of(decent), std::move(sinks), options);
  REQUIRE_FALSE(result);
  CHECK(result.error().what.id == "media.too_long");
}

TEST_CASE("an edit list that repeats without end is bounded") {
  const TemporaryFolder folder;
  std::string bytes = bytes_of(
      make_media(folder, "-f lavfi -i testsrc2=s=64x64:r=10:d=1 -c:v libx264 -bf 2 -pix_fmt yuv420p", "ok.mp4"));
  // The movie box lies last, so it can grow: the edit list gets 200,000 entries that all show the whole track.
  const std::size_t list = bytes.find("elst");
  REQUIRE(list != std::string::npos);
  const std::string entry = bytes.substr(list + 12, 12);
  constexpr std::uint32_t entries = 200'000;
  const std::uint32_t growth = (entries - 1) * 12;
  std::string grown;
  grown.reserve(growth);
  for (std::uint32_t number = 1; number < entries; ++number) grown += entry;
  put_32(bytes, list + 8, entries);
  bytes.insert(list + 24, grown);
  for (const char* box : {"elst", "edts", "trak", "moov"}) {
    const std::size_t at = bytes.rfind(box, list) - 4;
    std::uint32_t size = 0;
    for (std::size_t byte = 0; byte < 4; ++byte) size = size << 8U | static_cast<unsigned char>(bytes[at + byte]);
    put_32(bytes, at, size + growth);
  }
  write_bytes(folder.path() / "loop.mp4", bytes);
  const auto started = std::chrono::steady_clock::now();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  auto seen = std::make_shared<std::vector<SeenPicture>>();
  sinks.push_back(watcher({32, 32, PixelLayout::gray8, 0}, seen));
  const auto result = pass_over(folder.path() / "loop.mp4", std::move(sinks));
  CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(20));
  if (!result) CHECK((result.error().code == Errc::limit_exceeded || result.error().code == Errc::corrupt_media));
  CHECK(seen->size() <= 7200U * 240U);
}

TEST_CASE("more channels or a higher rate than the limits are refused") {
  const TemporaryFolder folder;
  const auto many = make_media(folder, "-f s16le -ar 48000 -ac 12 -t 0.2 -i /dev/zero -c:a pcm_s16le", "12.wav");
  const auto probed = try_probe(many);
  REQUIRE_FALSE(probed);
  CHECK(probed.error().what.id == "media.too_many_channels");
}

}  // namespace integrart::test
