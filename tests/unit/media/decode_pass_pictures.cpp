// What sinks see of sources as phones, cameras and editors make them.

#include <catch2/catch.hpp>

#include <cmath>

#include "tests/unit/media/made_media.h"

using Catch::WithinAbs;

namespace integrart::test {
namespace {

constexpr VideoNeeds bgr{0, 0, PixelLayout::bgr24, 0};

bool is_like(const Pixel& pixel, int red, int green, int blue, int tolerance = 24) {
  return std::abs(pixel.red - red) <= tolerance && std::abs(pixel.green - green) <= tolerance &&
         std::abs(pixel.blue - blue) <= tolerance;
}

/// The four quarters in reading order are the colours of these letters: r, g, b, w.
bool shows(const SeenPicture& picture, std::string_view letters, int tolerance = 24) {
  const std::array<std::pair<double, double>, 4> places{{{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}}};
  for (std::size_t number = 0; number < 4; ++number) {
    const Pixel pixel = pixel_at(picture, places[number].first, places[number].second);
    const char letter = letters[number];
    const auto level = [&](char colour) { return letter == colour || letter == 'w' ? 255 : 0; };
    INFO(letters << " quarter " << number << ": r " << pixel.red << " g " << pixel.green << " b " << pixel.blue);
    CHECK(is_like(pixel, level('r'), level('g'), level('b'), tolerance));
    if (!is_like(pixel, level('r'), level('g'), level('b'), tolerance)) return false;
  }
  return true;
}

struct Made {
  const char* name;
  const char* arguments;
};

}  // namespace

TEST_CASE("pictures of every codec and chroma format come out in their colours") {
  const TemporaryFolder folder;
  const std::string source = quarters(192, 128, 0.4);
  const std::string to_709 =
      " -vf scale=out_color_matrix=bt709:out_range=tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 "
      "-color_range tv ";
  const std::vector<Made> cases{
      {"h264.mp4", "-c:v libx264 -pix_fmt yuv420p"},
      {"h264-422-10.mov", "-c:v libx264 -pix_fmt yuv422p10"},
      {"h264-444.mkv", "-c:v libx264 -pix_fmt yuv444p"},
      {"hevc.mp4", "-c:v libx265 -x265-params log-level=error -pix_fmt yuv420p"},
      {"hevc-10.mov", "-c:v libx265 -x265-params log-level=error -pix_fmt yuv420p10"},
      {"vp8.webm", "-c:v libvpx -b:v 1M -pix_fmt yuv420p"},
      {"vp9.webm", "-c:v libvpx-vp9 -b:v 1M -pix_fmt yuv420p"},
      {"vp9-10.webm", "-c:v libvpx-vp9 -b:v 1M -pix_fmt yuv422p10"},
      {"av1.mkv", "-c:v libsvtav1 -preset 12 -pix_fmt yuv420p"},
      {"mpeg4.avi", "-c:v mpeg4 -q:v 2 -pix_fmt yuv420p"},
      {"mpeg4.3gp", "-c:v mpeg4 -q:v 2 -pix_fmt yuv420p"},
      {"prores.mov", "-c:v prores_ks -pix_fmt yuv422p10"},
      {"mpeg2.ts", "-c:v mpeg2video -q:v 2 -pix_fmt yuv420p"},
      {"h264.ts", "-c:v libx264 -pix_fmt yuv420p"},
      {"raw.avi", "-c:v rawvideo -pix_fmt yuv420p"},
      // Small cameras: every picture a JPEG, full range, by the matrix of BT.601.
      {"mjpeg.avi",
       "-vf scale=out_color_matrix=bt601:out_range=pc -c:v mjpeg -q:v 2 -pix_fmt yuvj420p -color_range pc"},
      {"mjpeg.mov",
       "-vf scale=out_color_matrix=bt601:out_range=pc -c:v mjpeg -q:v 2 -pix_fmt yuvj422p -color_range pc"},
  };
  for (const Made& made : cases) {
    INFO(made.name);
    const auto file = make_media(folder, source + to_709 + made.arguments, made.name);
    const SourceFacts facts = facts_of(file);
    REQUIRE(facts.video);
    CHECK(facts.video->width == 192);
    CHECK(facts.video->height == 128);
    CHECK_THAT(facts.video->frame_rate.value(), WithinAbs(25, 0.2));
    const Watched watched = watch(file, bgr);
    CHECK(watched.pictures.size() == 10);
    REQUIRE(!watched.pictures.empty());
    // Containers without colour information, and codecs that lose it, are small here and so taken for BT.601.
    CHECK(shows(watched.pictures[4], "rgbw", 60));
  }
}

TEST_CASE("the matrix and range of a source are honoured") {
  const TemporaryFolder folder;
  for (const char* matrix : {"bt709", "smpte170m", "bt2020nc"})
    for (const char* range : {"tv", "pc"}) {
      const std::string made = std::string(matrix) + "-" + range + ".mkv";
      INFO(made);
      const std::string scale_word = std::string(matrix) == "bt2020nc" ? "bt2020" : matrix;
      const auto file = make_media(folder,
                                   quarters(192, 128, 0.2) + " -vf scale=out_color_matrix=" + scale_word +
                                       ":out_range=" + range + " -c:v libx264 -qp 4 -pix_fmt yuv444p -colorspace " +
                                       matrix + " -color_range " + range + " -color_primaries bt709 -color_trc bt709",
                                   made);
      CHECK(shows(watch(file, bgr).pictures.at(0), "rgbw", 12));
    }
}

TEST_CASE("rotated and mirrored pictures stand upright") {
  const TemporaryFolder folder;
  const auto plain = make_media(folder, quarters(192, 128, 0.2) + " -c:v libx264 -pix_fmt yuv420p", "plain.mp4");
  struct Turn {
    int counterclockwise;  // what this ffmpeg's rotate tag means
    int clockwise;
    const char* shown;
  };
  // The stored picture reads "rgbw"; turned clockwise by 90 degrees it reads "brwg".
  for (const Turn& turn : {Turn{0, 0, "rgbw"}, Turn{90, 270, "gwrb"}, Turn{180, 180, "wbgr"}, Turn{270, 90, "brwg"}}) {
    INFO(turn.clockwise);
    const auto file = make_media(
        folder, "-i plain.mp4 -c copy -metadata:s:v:0 rotate=" + std::to_string(turn.counterclockwise), "turned.mp4");
    const SourceFacts facts = facts_of(file);
    CHECK(facts.video->rotation == turn.clockwise);
    CHECK_FALSE(facts.video->mirrored);
    const bool on_side = turn.clockwise % 180 != 0;
    CHECK(facts.video->width == (on_side ? 128 : 192));
    CHECK(facts.video->height == (on_side ? 192 : 128));
    const SeenPicture picture = watch(file, bgr).pictures.at(0);
    CHECK(picture.width == facts.video->width);
    CHECK(shows(picture, turn.shown, 60));
  }

  // A mirrored picture, as front cameras write it: the matrix (-1 0 0 / 0 1 0 / w 0 1) in the track header.
  std::string bytes = bytes_of(plain);
  const std::string unit("\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00", 20);
  const std::size_t track_header = bytes.find("tkhd");
  const std::size_t matrix = bytes.find(unit, track_header);
  REQUIRE(matrix != std::string::npos);
  bytes.replace(matrix, 4, std::string("\xFF\xFF\x00\x00", 4));
  write_bytes(folder.path() / "mirrored.mp4", bytes);
  const SourceFacts mirrored = facts_of(folder.path() / "mirrored.mp4");
  CHECK(mirrored.video->mirrored);
  CHECK(mirrored.video->rotation == 0);
  CHECK(shows(watch(folder.path() / "mirrored.mp4", bgr).pictures.at(0), "grwb", 60));
}

TEST_CASE("pixels that are not square become square") {
  const TemporaryFolder folder;
  const auto file =
      make_media(folder, quarters(720, 576, 0.2) + " -vf setsar=64/45 -c:v libx264 -pix_fmt yuv420p", "wide.mp4");
  const SourceFacts facts = facts_of(file);
  CHECK(facts.video->coded_width == 720);
  CHECK(facts.video->width == 1024);
  CHECK(facts.video->height == 576);
  const SeenPicture picture = watch(file, bgr).pictures.at(0);
  CHECK(picture.width == 1024);
  CHECK(shows(picture, "rgbw", 60));
}

TEST_CASE("interlaced pictures are deinterlaced, progressive ones are left alone") {
  const TemporaryFolder folder;
  const std::string motion =
      "-f lavfi -i "
      "\"color=black:s=320x240:r=50:d=1[b];color=white:s=40x240:r=50:d=1[w];[b][w]overlay=x='mod(n*8,280)'[out0]\"";
  const auto interlaced = make_media(
      folder, motion + " -vf interlace=scan=tff:lowpass=off -c:v mpeg2video -q:v 2 -flags +ilme+ildct -pix_fmt yuv420p",
      "i.ts");
  const auto untouched = make_media(
      folder, motion + " -vf interlace=scan=tff:lowpass=off,setfield=prog -c:v mpeg2video -q:v 2 -pix_fmt yuv420p",
      "p.ts");
  CHECK(facts_of(interlaced).video->interlaced);
  CHECK_FALSE(facts_of(untouched).video->interlaced);
  // Combing: neighbouring rows differ much more than rows two apart.
  const auto combing = [](const SeenPicture& picture) {
    double neighbours = 0;
    for (int row = 40; row < 200; ++row)
      for (int column = 0; column < picture.width; ++column) {
        const auto at = [&](int y) {
          return static_cast<double>(picture.bytes[static_cast<std::size_t>(y * picture.width + column)]);
        };
        neighbours += std::abs(at(row) - at(row + 1));
      }
    return neighbours;
  };
  const VideoNeeds gray{0, 0, PixelLayout::gray8, 0};
  const Watched mended = watch(interlaced, gray);
  const Watched combed = watch(untouched, gray);
  CHECK(mended.pictures.size() == 25);
  CHECK(combing(mended.pictures[8]) < 0.2 * combing(combed.pictures[8]));
}

TEST_CASE("PQ and HLG are tone-mapped: white stays bright, grey does not wash out") {
  const TemporaryFolder folder;
  for (const char* transfer : {"smpte2084", "arib-std-b67"}) {
    INFO(transfer);
    const std::string to_hdr =
        std::string(
            " -vf "
            "zscale=tin=709:pin=709:min=gbr:rin=full:m=gbr:p=709:t=linear:npl=100,format=gbrpf32le,zscale=p=2020:t=") +
        transfer + ":m=2020_ncl:r=limited:npl=100,format=yuv420p10";
    const auto file = make_media(
        folder,
        quarters(192, 128, 0.2) + to_hdr +
            " -c:v libx265 -x265-params log-level=error:colorprim=bt2020:colormatrix=bt2020nc:transfer=" + transfer +
            " -color_trc " + transfer + " -colorspace bt2020nc -color_primaries bt2020",
        "hdr.mp4");
    const SourceFacts facts = facts_of(file);
    CHECK(facts.video->bit_depth == 10);
    CHECK(facts.video->dynamic_range == (std::string(transfer) == "smpte2084" ? DynamicRange::pq : DynamicRange::hlg));
    const SeenPicture picture = watch(file, bgr).pictures.at(0);
    const Pixel white = pixel_at(picture, 0.75, 0.75);
    INFO("white " << white.red << " " << white.green << " " << white.blue);
    CHECK(white.red > 150);
    CHECK(white.red < 255);
    CHECK(std::abs(white.red - white.blue) < 8);
    CHECK(std::abs(white.red - white.green) < 8);
    // The primaries keep their hue: wide-gamut coordinates are not taken for BT.709's.
    const Pixel red = pixel_at(picture, 0.25, 0.25);
    const Pixel green = pixel_at(picture, 0.75, 0.25);
    const Pixel blue = pixel_at(picture, 0.25, 0.75);
    CHECK((red.red > 130 && red.green < 60 && red.blue < 60));
    CHECK((green.green > 130 && green.red < 80 && green.blue < 80));
    CHECK((blue.blue > 100 && blue.red < 60 && blue.green < 60));
  }
}

TEST_CASE("every view shows the same picture in its size and layout") {
  const TemporaryFolder folder;
  const auto file = make_media(folder,
                               quarters(640, 480, 0.2) +
                                   " -vf scale=out_color_matrix=bt709 -c:v libx264 -pix_fmt yuv420p -colorspace bt709 "
                                   "-color_primaries bt709 -color_trc bt709",
                               "v.mp4");
  for (const auto& [width, height] : {std::pair{0, 0}, {320, 240}, {64, 48}, {32, 32}, {800, 600}}) {
    const Watched colour = watch(file, {width, height, PixelLayout::bgr24, 0});
    INFO(width);
    CHECK(colour.pictures.at(0).width == (width == 0 ? 640 : width));
    CHECK(shows(colour.pictures.at(0), "rgbw", 24));
    const Watched gray = watch(file, {width, height, PixelLayout::gray8, 0});
    const Watched planar = watch(file, {width, height, PixelLayout::i420, 0});
    const std::vector<std::uint8_t>& luma = gray.pictures.at(0).bytes;
    REQUIRE(planar.pictures.at(0).bytes.size() > luma.size());
    CHECK(std::equal(luma.begin(), luma.end(), planar.pictures.at(0).bytes.begin()));
  }
}

}  // namespace integrart::test
