// Poster and storyboard from pictures drawn by the test.

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "pipeline/base/base64.h"
#include "pipeline/media/analysis/jpeg.h"
#include "pipeline/media/analysis_sinks.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

SourceFacts facts_of(int width, int height, double seconds) {
  SourceFacts facts;
  facts.kind = "video";
  facts.duration_seconds = seconds;
  facts.video = VideoFacts{};
  facts.video->width = width;
  facts.video->height = height;
  return facts;
}

/// Luma of a pixel, 0 to 255.
using Painter = std::function<int(int x, int y)>;

PlanarPicture painted(int width, int height, const Painter& painter) {
  PlanarPicture picture = PlanarPicture::black(width, height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      picture.y[static_cast<std::size_t>(y * width + x)] = static_cast<std::uint8_t>(painter(x, y));
  return picture;
}

int blocks(int x, int y, int size) {
  return ((x / size + y / size) % 2) != 0 ? 180 : 60;
}

/// Shows `picture_at(second)` as often as the sink asks for.
StepOutput shown(FrameSink& sink, double seconds, const std::function<Painter(double)>& picture_at) {
  const VideoNeeds needs = *sink.needs().video;
  std::vector<std::shared_ptr<PlanarPicture>> kept;  // a sink may keep a frame
  for (int i = 0; i / needs.max_frame_rate < seconds; ++i) {
    const double time = i / needs.max_frame_rate;
    kept.push_back(std::make_shared<PlanarPicture>(painted(needs.width, needs.height, picture_at(time))));
    VideoFrame frame;
    frame.picture = kept.back()->view();
    frame.time = MediaTime::from_seconds(time);
    frame.index = i;
    REQUIRE(sink.consume(frame));
  }
  auto output = sink.finish();
  if (!output) FAIL(render(output.error()));
  return *output;
}

/// Mean of the three colours of a region, as the ffmpeg program decodes the file.
std::vector<int> mean_colour(const std::filesystem::path& file, int x, int y, int width, int height) {
  const std::string raw = file.string() + ".rgb";
  output_of("ffmpeg -v error -y -i '" + file.string() + "' -vf crop=" + std::to_string(width) + ":" +
            std::to_string(height) + ":" + std::to_string(x) + ":" + std::to_string(y) +
            " -pix_fmt rgb24 -f rawvideo '" + raw + "'");
  const std::string bytes = bytes_of(raw);
  std::vector<long> sum(3);
  for (std::size_t i = 0; i < bytes.size(); ++i) sum[i % 3] += static_cast<unsigned char>(bytes[i]);
  const auto pixels = static_cast<long>(bytes.size() / 3);
  return {static_cast<int>(sum[0] / pixels), static_cast<int>(sum[1] / pixels), static_cast<int>(sum[2] / pixels)};
}

}  // namespace

TEST_CASE("the poster is the sharp, lit picture, not the black, the blurred, the white or the last one") {
  TemporaryFolder folder;
  auto sink = make_poster(facts_of(1920, 1080, 12), folder.path());
  REQUIRE(sink);
  const auto picture_at = [](double t) -> Painter {
    if (t < 2) return [](int, int) { return 16; };                                       // black
    if (t < 4) return [](int x, int) { return 100 + x / 40; };                           // blurred
    if (t < 6) return [](int x, int y) { return blocks(x, y, 16); };                     // good
    if (t < 8) return [](int x, int y) { return blocks(x, y, 16) == 180 ? 235 : 225; };  // washed out
    return [](int x, int y) { return blocks(x, y, 8); };                                 // good, but too late
  };
  const StepOutput output = shown(**sink, 12, picture_at);
  const double time = output.document.at_or_null("time").number_or(-1);
  CHECK(time >= 4);
  CHECK(time < 6);
  CHECK(output.document.at_or_null("width") == Json(1280));
  CHECK(output.document.at_or_null("height") == Json(720));
  const std::string size = output_of("ffprobe -v error -show_entries stream=width,height,codec_name -of csv=p=0 '" +
                                     (folder.path() / "poster.jpg").string() + "'");
  CHECK(size == "mjpeg,1280,720\n");
  const std::string placeholder = output.document.at_or_null("placeholder").string_or("");
  CHECK(placeholder.starts_with("data:image/jpeg;base64,/9j/"));
  CHECK(placeholder.size() < 1400);
}

TEST_CASE("a picture in the middle of a cut is no poster when a calm one is there") {
  TemporaryFolder folder;
  auto sink = make_poster(facts_of(640, 360, 9), folder.path());
  const auto picture_at = [](double t) -> Painter {
    const int phase = t < 4 ? static_cast<int>(t * 4) : 0;  // restless, then calm
    return [phase](int x, int y) { return blocks(x + phase * 16, y, 32); };
  };
  const StepOutput output = shown(**sink, 9, picture_at);
  CHECK(output.document.at_or_null("time").number_or(-1) >= 4);
}

TEST_CASE("a source of one picture, even a black one, has a poster; a source of none has not") {
  TemporaryFolder folder;
  auto sink = make_poster(facts_of(100, 60, 0.04), folder.path());
  const StepOutput output = shown(**sink, 0.04, [](double) -> Painter { return [](int, int) { return 16; }; });
  CHECK(output.document.at_or_null("time") == Json(0.0));
  auto none = make_poster(facts_of(100, 60, 1), folder.path());
  CHECK_FALSE((*none)->finish());
  SourceFacts sound;
  CHECK_FALSE(make_poster(sound, folder.path()));
  CHECK_FALSE(make_storyboard(sound, folder.path()));
}

TEST_CASE("upright pictures stay upright and small ones are not blown up") {
  const auto size_of = [](int width, int height) {
    TemporaryFolder folder;
    const VideoNeeds needs = *(*make_poster(facts_of(width, height, 1), folder.path()))->needs().video;
    return std::pair(needs.width, needs.height);
  };
  CHECK(size_of(1080, 1920) == std::pair(720, 1280));
  CHECK(size_of(320, 240) == std::pair(320, 240));
  CHECK(size_of(321, 241) == std::pair(320, 240));
  CHECK(size_of(8000, 10) == std::pair(1280, 2));
}

TEST_CASE("colours survive the way from BT.709 to JPEG") {
  TemporaryFolder folder;
  struct Colour {
    std::uint8_t y, cb, cr;
    std::vector<int> rgb;
  };
  // BT.709 limited range: red (63,102,240), green (173,42,26), blue (32,240,118), white (235,128,128).
  for (const Colour& colour :
       {Colour{63, 102, 240, {255, 0, 0}}, Colour{173, 42, 26, {0, 255, 0}}, Colour{32, 240, 118, {0, 0, 255}},
        Colour{235, 128, 128, {255, 255, 255}}, Colour{126, 128, 128, {128, 128, 128}}}) {
    PlanarPicture picture = PlanarPicture::black(32, 32);
    std::fill(picture.y.begin(), picture.y.end(), colour.y);
    std::fill(picture.cb.begin(), picture.cb.end(), colour.cb);
    std::fill(picture.cr.begin(), picture.cr.end(), colour.cr);
    const auto jpeg = encode_jpeg(picture, 2);
    REQUIRE(jpeg);
    REQUIRE(write_whole_file(folder.path() / "colour.jpg", *jpeg));
    const auto seen = mean_colour(folder.path() / "colour.jpg", 0, 0, 32, 32);
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(colour.rgb, seen);
      CHECK(std::abs(seen[i] - colour.rgb[i]) <= 4);
    }
  }
}

TEST_CASE("a storyboard has a tile for every second, and its cues say where") {
  TemporaryFolder folder;
  auto sink = make_storyboard(facts_of(1280, 720, 25.5), folder.path());
  REQUIRE(sink);
  const StepOutput output = shown(**sink, 25.5, [](double t) -> Painter {
    return [t](int, int) { return 16 + static_cast<int>(t) * 8; };  // tile n is 16 + 8 n
  });
  CHECK(output.document.dump() == R"({"columns":10,"count":26,"height":90,"interval":1,"rows":3,"width":160})");
  const std::string cues = bytes_of(folder.path() / "storyboard.vtt");
  CHECK(cues.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nstoryboard.jpg#xywh=0,0,160,90\n"));
  CHECK(cues.ends_with("\n00:00:25.000 --> 00:00:25.500\nstoryboard.jpg#xywh=800,180,160,90\n"));
  const auto tile_12 = mean_colour(folder.path() / "storyboard.jpg", 2 * 160, 90, 160, 90);
  CHECK(std::abs(tile_12[0] - (8 * 12) * 255 / 219) <= 3);
}

TEST_CASE("a long film has a hundred tiles") {
  TemporaryFolder folder;
  auto sink = make_storyboard(facts_of(320, 240, 3600), folder.path());
  CHECK((*sink)->needs().video->max_frame_rate == Approx(2.0 / 36));
  const StepOutput output = shown(**sink, 3600, [](double) -> Painter { return [](int, int) { return 99; }; });
  CHECK(output.document.at_or_null("count") == Json(100));
  CHECK(output.document.at_or_null("rows") == Json(10));
}

TEST_CASE("pictures are the same bytes every time") {
  TemporaryFolder one;
  TemporaryFolder two;
  for (const auto* folder : {&one, &two}) {
    auto sink = make_storyboard(facts_of(640, 360, 5), folder->path());
    shown(**sink, 5,
          [](double t) -> Painter { return [t](int x, int y) { return blocks(x + static_cast<int>(t), y, 7); }; });
  }
  CHECK(bytes_of(one.path() / "storyboard.jpg") == bytes_of(two.path() / "storyboard.jpg"));
}

TEST_CASE("base 64 by the vectors of RFC 4648") {
  const std::map<std::string, std::string> vectors{{"", ""},
                                                   {"f", "Zg=="},
                                                   {"fo", "Zm8="},
                                                   {"foo", "Zm9v"},
                                                   {"foob", "Zm9vYg=="},
                                                   {"fooba", "Zm9vYmE="},
                                                   {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) CHECK(base64_of(bytes) == text);
}
