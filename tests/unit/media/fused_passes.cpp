// Fusion is an optimisation, never semantics; a failing sink harms nobody; passes can be stopped.

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "pipeline/media/rendition.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

VideoRenditionSettings rung(int width, int height) {
  VideoRenditionSettings settings;
  settings.width = width;
  settings.height = height;
  settings.max_bitrate_kbps = 800;
  return settings;
}

std::unique_ptr<FrameSink> rendition(const VideoRenditionSettings& settings, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  auto sink = make_video_rendition(settings, folder);
  REQUIRE(sink);
  return std::move(*sink);
}

class Failing final : public FrameSink {
 public:
  FrameNeeds needs() const override { return {.video = VideoNeeds{}, .audio = std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame& frame) override {
    if (frame.index == 5) return fail(Errc::internal, "media.internal");
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }
};

class Throwing final : public FrameSink {
 public:
  FrameNeeds needs() const override { return {.video = VideoNeeds{}, .audio = std::nullopt}; }
  using FrameSink::consume;
  Result<> consume(const VideoFrame&) override { throw std::runtime_error("a library threw"); }
  Result<StepOutput> finish() override { return StepOutput{}; }
};

}  // namespace

TEST_CASE("renditions and views are equal whether sinks run fused or alone") {
  const TemporaryFolder folder;
  const auto file = make_media(
      folder, "-f lavfi -i testsrc2=s=640x360:r=30:d=3 -vf noise=alls=8:allf=t -c:v libx264 -pix_fmt yuv420p", "s.mp4");
  const std::vector<VideoRenditionSettings> rungs{rung(640, 360), rung(428, 240), rung(320, 180)};
  const std::vector<VideoNeeds> views{{64, 36, PixelLayout::gray8, 10},
                                      {320, 180, PixelLayout::bgr24, 0},
                                      {0, 0, PixelLayout::gray8, 0},
                                      {512, 288, PixelLayout::i420, 0},
                                      {426, 240, PixelLayout::i420, 0}};

  std::vector<std::unique_ptr<FrameSink>> sinks;
  std::vector<SeenPictures> fused;
  for (std::size_t number = 0; number < rungs.size(); ++number)
    sinks.push_back(rendition(rungs[number], folder.path() / "fused" / std::to_string(number)));
  for (const VideoNeeds& needs : views) {
    fused.push_back(std::make_shared<std::vector<SeenPicture>>());
    sinks.push_back(watcher(needs, fused.back()));
  }
  const auto together = pass_over(file, std::move(sinks));
  REQUIRE(together);

  for (std::size_t number = 0; number < rungs.size(); ++number) {
    std::vector<std::unique_ptr<FrameSink>> alone;
    const std::string name = std::to_string(number);
    alone.push_back(rendition(rungs[number], folder.path() / "alone" / name));
    const auto result = pass_over(file, std::move(alone));
    REQUIRE(result);
    REQUIRE(result->sinks[0]);
    CHECK(result->sinks[0]->document == together->sinks[number]->document);
    const bool equal_bytes = bytes_of(folder.path() / "alone" / name / "video.mp4") ==
                             bytes_of(folder.path() / "fused" / name / "video.mp4");
    INFO("rung " << number);
    CHECK(equal_bytes);
  }
  for (std::size_t number = 0; number < views.size(); ++number) {
    INFO("view " << number);
    const Watched alone = watch(file, views[number]);
    REQUIRE(alone.pictures.size() == fused[number]->size());
    bool equal = true;
    for (std::size_t picture = 0; picture < alone.pictures.size(); ++picture)
      equal = equal && alone.pictures[picture].bytes == (*fused[number])[picture].bytes &&
              alone.pictures[picture].time == (*fused[number])[picture].time &&
              alone.pictures[picture].duration == (*fused[number])[picture].duration;
    CHECK(equal);
  }
}

TEST_CASE("groups of pictures begin at equal times in all rungs, also of variable rates") {
  const TemporaryFolder folder;
  const std::vector<std::string> sources{
      "-f lavfi -i testsrc2=s=640x360:r=30000/1001:d=9 -c:v libx264 -pix_fmt yuv420p",
      "-f lavfi -i testsrc2=s=640x360:r=30:d=9 -vf \"select='not(mod(n,5))+lt(mod(n,7),2)'\" -vsync vfr -c:v libx264 "
      "-pix_fmt yuv420p"};
  for (const std::string& source : sources) {
    const auto file = make_media(folder, source, "s.mp4");
    std::vector<std::unique_ptr<FrameSink>> sinks;
    sinks.push_back(rendition(rung(640, 360), folder.path() / "a"));
    sinks.push_back(rendition(rung(320, 180), folder.path() / "b"));
    for (const char* encoder : {"vp9", "svtav1"}) {
      VideoRenditionSettings other = rung(320, 180);
      other.encoder = encoder;
      other.preset = "superfast";
      sinks.push_back(rendition(other, folder.path() / encoder));
    }
    auto seen = std::make_shared<std::vector<SeenPicture>>();
    sinks.push_back(watcher({32, 18, PixelLayout::gray8, 0}, seen));
    const auto result = pass_over(file, std::move(sinks));
    REQUIRE(result);
    for (std::size_t sink = 0; sink < 4; ++sink) REQUIRE(result->sinks[sink]);
    const Json::Array& first = result->sinks[0]->document.at_or_null("segments").items();
    REQUIRE(first.size() == 5);
    for (std::size_t number = 0; number < 5; ++number) {
      const double start = first[number].at_or_null("start").number_or(-1);
      for (std::size_t sink = 1; sink < 4; ++sink) {
        INFO("sink " << sink << " segment " << number);
        const Json::Array& other = result->sinks[sink]->document.at_or_null("segments").items();
        REQUIRE(other.size() == 5);
        CHECK(other[number].at_or_null("start").number_or(-2) == Approx(start).margin(1e-5));
      }
      // The first picture at or after the multiple of two seconds.
      double expected = 1e9;
      for (const SeenPicture& picture : *seen)
        if (picture.time >= 2.0 * static_cast<double>(number)) expected = std::min(expected, picture.time);
      CHECK(std::abs(start - expected) < 1e-4);
    }
  }
}

TEST_CASE("a failing sink is set aside and the others go on") {
  const TemporaryFolder folder;
  const auto file =
      make_media(folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=1 -c:v libx264 -pix_fmt yuv420p", "s.mp4");
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(std::make_unique<Failing>());
  sinks.push_back(rendition(rung(320, 240), folder.path()));
  sinks.push_back(std::make_unique<Throwing>());
  const auto result = pass_over(file, std::move(sinks));
  REQUIRE(result);
  CHECK_FALSE(result->sinks[0]);
  REQUIRE(result->sinks[1]);
  CHECK_FALSE(result->sinks[2]);
  CHECK(result->sinks[1]->document.at_or_null("codec_string").string_or("").substr(0, 5) == "avc1.");
}

TEST_CASE("a pass can be stopped, and tells how far it is") {
  const TemporaryFolder folder;
  const auto path = make_media(
      folder, "-f lavfi -i testsrc2=s=320x240:r=25:d=20 -c:v libx264 -preset ultrafast -pix_fmt yuv420p", "s.mp4");
  const OpenFile file(path);
  const SourceFacts facts = facts_of(path);
  std::stop_source stop;
  std::vector<double> shares;
  DecodePassOptions options;
  options.scratch_folder = folder.path();
  options.stop = stop.get_token();
  options.progress = [&](double share) {
    shares.push_back(share);
    if (share > 0.3) stop.request_stop();
  };
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(rendition(rung(320, 240), folder.path()));
  const auto result = run_decode_pass(file.input(), facts, std::move(sinks), options);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == Errc::cancelled);
  REQUIRE(shares.size() > 10);
  CHECK(std::is_sorted(shares.begin(), shares.end()));
  CHECK(shares.back() < 0.4);
}

}  // namespace integrart::test
