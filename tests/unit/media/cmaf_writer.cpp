// CMAF track files with pictures, as ffprobe and our own index see them.

#include "pipeline/media/cmaf_writer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "cmaf_video.h"
#include "pipeline/media/cmaf/track_index.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

/// Presentation times of all packets by ffprobe, in order.
std::vector<double> packet_times(const std::filesystem::path& file) {
  std::istringstream lines(
      output_of("ffprobe -v error -show_entries packet=pts_time -of csv=p=0 '" + file.string() + "'"));
  std::vector<double> times;
  for (std::string line; std::getline(lines, line);) times.push_back(std::stod(line));
  std::sort(times.begin(), times.end());
  return times;
}

Result<TrackIndex> index_of(const std::string& bytes, const TemporaryFolder& folder) {
  const auto file = folder.path() / "edited.mp4";
  FILE* stream = std::fopen(file.c_str(), "wb");
  std::fwrite(bytes.data(), 1, bytes.size(), stream);
  std::fclose(stream);
  const auto opened = open_regular_file(file.string(), 1U << 30U);
  REQUIRE(opened);
  return index_track(opened->second);
}

}  // namespace

TEST_CASE("pictures begin at 0 and keep their times, with and without B-frames") {
  DrawnVideo video = steady_video(125);
  video.b_frames = GENERATE(0, 2);
  TemporaryFolder folder;
  const auto file = folder.path() / "video.mp4";
  const Json document = write_cmaf(video, file);
  CAPTURE(video.b_frames, document.dump());
  const auto times = packet_times(file);
  REQUIRE(times.size() == 125);
  for (std::size_t i = 0; i < times.size(); ++i) REQUIRE(times[i] == Approx(double(i) * 0.04).margin(1e-4));
  CHECK(duration_by_ffprobe(file) == Approx(5).margin(0.041));
  CHECK(document.at_or_null("duration").number_or(0) == Approx(5).margin(0.001));
  output_of("ffmpeg -v error -xerror -i '" + file.string() + "' -f null -");  // every picture decodes
}

TEST_CASE("a segment is a closed group of pictures that begins with its keyframe") {
  TemporaryFolder folder;
  const auto file = folder.path() / "video.mp4";
  const Json document = write_cmaf(steady_video(125), file);
  const auto& segments = document.at_or_null("segments").items();
  REQUIRE(segments.size() == 3);
  const std::string bytes = bytes_of(file);
  const auto init_size = static_cast<std::size_t>(document.at_or_null("init").at_or_null("size").integer_or(0));
  CHECK(bytes.substr(4, 4) == "ftyp");
  const Json& sidx = document.at_or_null("index");
  CHECK(sidx.at_or_null("offset") == Json(init_size));
  CHECK(bytes.substr(init_size + 4, 4) == "sidx");
  std::size_t expected = init_size + static_cast<std::size_t>(sidx.at_or_null("size").integer_or(0));
  for (std::size_t i = 0; i < segments.size(); ++i) {
    CHECK(segments[i].at_or_null("start").number_or(-1) == Approx(2.0 * double(i)));
    CHECK(segments[i].at_or_null("duration").number_or(-1) == Approx(i < 2 ? 2 : 1));
    const auto offset = static_cast<std::size_t>(segments[i].at_or_null("offset").integer_or(0));
    const auto size = static_cast<std::size_t>(segments[i].at_or_null("size").integer_or(0));
    CHECK(offset == expected);
    expected = offset + size;
    // Each segment plays alone behind the init segment.
    const auto alone = folder.path() / "alone.mp4";
    FILE* stream = std::fopen(alone.c_str(), "wb");
    std::fwrite(bytes.data(), 1, init_size, stream);
    std::fwrite(bytes.data() + offset, 1, size, stream);
    std::fclose(stream);
    CHECK(packet_times(alone).size() == (i < 2 ? 50 : 25));
    output_of("ffmpeg -v error -xerror -i '" + alone.string() + "' -f null -");
  }
  CHECK(expected == bytes.size());
}

TEST_CASE("variable frame rates keep every time") {
  DrawnVideo video;
  video.gop = 20;
  for (std::int64_t i = 0, time = 0; i < 60; ++i, time += 20 + (i * 37) % 90) video.times.push_back(time);
  TemporaryFolder folder;
  const auto file = folder.path() / "video.mp4";
  const Json document = write_cmaf(video, file);
  const auto times = packet_times(file);
  REQUIRE(times.size() == 60);
  for (std::size_t i = 0; i < times.size(); ++i)
    REQUIRE(times[i] == Approx(double(video.times[i]) / 1000).margin(1e-3));
  const auto& segments = document.at_or_null("segments").items();
  REQUIRE(segments.size() == 3);
  CHECK(segments[1].at_or_null("start").number_or(0) == Approx(double(video.times[20]) / 1000).margin(1e-3));
  CHECK(segments[2].at_or_null("start").number_or(0) == Approx(double(video.times[40]) / 1000).margin(1e-3));
}

TEST_CASE("one picture is a film") {
  TemporaryFolder folder;
  const Json document = write_cmaf(steady_video(1), folder.path() / "video.mp4");
  CHECK(document.at_or_null("segments").items().size() == 1);
  CHECK(document.at_or_null("duration").number_or(0) > 0);
}

TEST_CASE("the same pictures give the same bytes, without dates or names of tools") {
  TemporaryFolder folder;
  write_cmaf(steady_video(60), folder.path() / "a.mp4");
  write_cmaf(steady_video(60), folder.path() / "b.mp4");
  const std::string bytes = bytes_of(folder.path() / "a.mp4");
  CHECK(bytes == bytes_of(folder.path() / "b.mp4"));
  CHECK(bytes.find("Lavf") == std::string::npos);
}

TEST_CASE("a file that cannot be written is an error that says so") {
  TemporaryFolder folder;
  const libav::CodecContext context(avcodec_alloc_context3(avcodec_find_encoder_by_name("libx264")));
  const auto writer = CmafWriter::create(*context, folder.path() / "absent" / "video.mp4");
  REQUIRE_FALSE(writer);
  CHECK(writer.error().what.id == "media.writing_failed");
}

TEST_CASE("damaged track files are errors wherever the damage is") {
  TemporaryFolder folder;
  write_cmaf(steady_video(30), folder.path() / "video.mp4");
  const std::string good = bytes_of(folder.path() / "video.mp4");
  REQUIRE(index_of(good, folder));
  CHECK_FALSE(index_of("", folder));
  CHECK_FALSE(index_of(std::string(16, '\0'), folder));
  int refused = 0;
  for (std::size_t cut = 1; cut < good.size(); cut += 1 + good.size() / 200) {
    const auto index = index_of(good.substr(0, cut), folder);
    if (!index) {
      ++refused;
      CHECK((index.error().code == Errc::corrupt_media || index.error().code == Errc::limit_exceeded));
    }
  }
  CHECK(refused > 190);
  for (std::size_t at = 0; at < 1500; ++at) {  // no bit of the headers can make it crash or hang
    std::string broken = good;
    broken[at] = static_cast<char>(broken[at] ^ '\xFF');
    const auto index = index_of(broken, folder);
    if (index) CHECK(index->fragments.size() <= 3);
  }
}
