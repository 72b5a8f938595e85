// Renditions as other players see them.

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>

#include "pipeline/media/encoders.h"
#include "pipeline/media/rendition.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

std::string answer_of(const std::string& command) {
  std::string answer;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char part[4096];
  while (std::fgets(part, sizeof part, pipe) != nullptr) answer += part;
  REQUIRE(pclose(pipe) == 0);
  return answer;
}

Result<StepOutput> encode(const std::filesystem::path& source, const VideoRenditionSettings& settings,
                          const std::filesystem::path& folder) {
  std::vector<std::unique_ptr<FrameSink>> sinks;
  TRY_ASSIGN(auto sink, make_video_rendition(settings, folder));
  sinks.push_back(std::move(sink));
  TRY_ASSIGN(DecodePassResult result, pass_over(source, std::move(sinks)));
  return std::move(result.sinks[0]);
}

}  // namespace

TEST_CASE("every video encoder makes a file that plays, with closed groups at the right times") {
  const TemporaryFolder folder;
  const auto source =
      make_media(folder, "-f lavfi -i testsrc2=s=320x192:r=25:d=5 -c:v libx264 -pix_fmt yuv420p", "s.mp4");
  struct Kind {
    const char* encoder;
    const char* name;
    const char* string;
  };
  for (const Kind& kind :
       {Kind{"x264", "h264", "avc1.64"}, Kind{"svtav1", "av1", "av01.0."}, Kind{"vp9", "vp9", "vp09.00."}}) {
    INFO(kind.encoder);
    VideoRenditionSettings settings;
    settings.encoder = kind.encoder;
    settings.width = 320;
    settings.height = 192;
    settings.crf = 30;
    settings.max_bitrate_kbps = 1000;
    const auto output = encode(source, settings, folder.path());
    if (!output) FAIL(render(output.error()));
    const Json& document = output->document;
    CHECK(document.at_or_null("codec_string").string_or("").rfind(kind.string, 0) == 0);
    CHECK(document.at_or_null("duration").number_or(0) == Approx(5).margin(0.001));
    CHECK(document.at_or_null("frame_rate").number_or(0) == Approx(25));
    const Json::Array& segments = document.at_or_null("segments").items();
    REQUIRE(segments.size() == 3);
    for (std::size_t number = 0; number < 3; ++number)
      CHECK(segments[number].at_or_null("start").number_or(-1) ==
            Approx(2.0 * static_cast<double>(number)).margin(1e-4));
    const std::string file = (folder.path() / "video.mp4").string();
    const std::string probed = answer_of(
        "ffprobe -v error -count_frames -show_entries "
        "stream=codec_name,width,height,pix_fmt,color_space,color_range,nb_read_frames -of default=nw=1 '" +
        file + "'");
    for (const std::string& expected :
         {std::string("codec_name=") + kind.name, std::string("width=320"), std::string("height=192"),
          std::string("pix_fmt=yuv420p"), std::string("color_space=bt709"), std::string("color_range=tv"),
          std::string("nb_read_frames=125")})
      CHECK_THAT(probed, Catch::Contains(expected));
    // A segment alone behind the init segment decodes: the group is closed.
    const std::string bytes = bytes_of(file);
    const auto cut = [&](const Json& range) {
      return bytes.substr(static_cast<std::size_t>(range.at_or_null("offset").integer_or(0)),
                          static_cast<std::size_t>(range.at_or_null("size").integer_or(0)));
    };
    write_bytes(folder.path() / "part.mp4", cut(document.at_or_null("init")) + cut(segments[1]));
    const std::string part =
        answer_of("ffprobe -v error -count_frames -show_entries stream=nb_read_frames -of default=nw=1 '" +
                  (folder.path() / "part.mp4").string() + "' 2>&1");
    CHECK_THAT(part, Catch::Contains("nb_read_frames=50"));
  }
}

TEST_CASE("the rate cap holds and the bytes are the same each time") {
  const TemporaryFolder folder;
  const auto source = make_media(folder,
                                 "-f lavfi -i testsrc2=s=640x360:r=25:d=6 -vf noise=alls=60:allf=t -c:v libx264 "
                                 "-preset ultrafast -qp 10 -pix_fmt yuv420p",
                                 "noisy.mp4");
  VideoRenditionSettings settings;
  settings.width = 640;
  settings.height = 360;
  settings.max_bitrate_kbps = 500;
  const auto capped = encode(source, settings, folder.path());
  REQUIRE(capped);
  const std::string first = bytes_of(folder.path() / "video.mp4");
  // Two seconds of buffer let the first seconds run over; the whole may not.
  CHECK(capped->document.at_or_null("average_bitrate").number_or(1e9) < 500'000 * (6 + 2) / 6.0);
  REQUIRE(encode(source, settings, folder.path()));
  const bool equal = bytes_of(folder.path() / "video.mp4") == first;
  CHECK(equal);
  settings.max_bitrate_kbps = 0;
  const auto free = encode(source, settings, folder.path());
  REQUIRE(free);
  CHECK(free->document.at_or_null("average_bitrate").number_or(0) >
        2 * capped->document.at_or_null("average_bitrate").number_or(0));
}

TEST_CASE("recipes cannot smuggle options into encoders") {
  const TemporaryFolder folder;
  const auto source =
      make_media(folder, "-f lavfi -i testsrc2=s=64x64:r=10:d=1 -c:v libx264 -pix_fmt yuv420p", "s.mp4");
  VideoRenditionSettings settings;
  settings.width = 64;
  settings.height = 64;
  using Tuning = std::map<std::string, std::string>;
  for (const Tuning& tuning :
       {Tuning{{"stats", "/tmp/x"}}, Tuning{{"dump-yuv", "x"}}, Tuning{{"bframes", "2:dump-yuv=x"}},
        Tuning{{"threads", "8"}}, Tuning{{"keyint", "7"}}}) {
    settings.tuning = tuning;
    const auto output = encode(source, settings, folder.path());
    REQUIRE_FALSE(output);
    CHECK(output.error().what.id == "media.unknown_tuning");
  }
  settings.tuning = {{"bframes", "0"}, {"subme", "1"}};
  CHECK(encode(source, settings, folder.path()));
  settings.preset = "warp";
  CHECK_FALSE(encode(source, settings, folder.path()));
  settings.encoder = "svtav1";
  settings.tuning.clear();
  CHECK(encode(source, settings, folder.path()).error().what.id == "media.unknown_preset");
  settings.encoder = "aac";
  CHECK_FALSE(make_video_rendition(settings, folder.path()));
}

TEST_CASE("a first picture that is shown for longer does not slow the others down") {
  const TemporaryFolder folder;
  const auto source = make_media(folder,
                                 "-f lavfi -i sine=d=2 -itsoffset 0.1 -f lavfi -i testsrc2=s=320x192:r=25:d=2 "
                                 "-map 1 -map 0 -c:v libx264 -bf 0 -pix_fmt yuv420p -c:a flac",
                                 "late.mkv");
  VideoRenditionSettings settings;
  settings.width = 320;
  settings.height = 192;
  settings.frame_rate = facts_of(source).video->frame_rate;
  const auto output = encode(source, settings, folder.path());
  REQUIRE(output);
  CHECK(output->document.at_or_null("frame_rate").number_or(0) == 25);
  CHECK(output->document.at_or_null("duration").number_or(0) > 2.09);
}

TEST_CASE("settings of renditions survive their document and refuse nonsense") {
  VideoRenditionSettings settings;
  settings.width = 640;
  settings.height = 360;
  settings.tuning = {{"subme", "1"}};
  settings.frame_rate = {30000, 1001};
  const auto again = VideoRenditionSettings::from_json(settings.to_json());
  REQUIRE(again);
  CHECK(again->to_json() == settings.to_json());
  CHECK(again->frame_rate == settings.frame_rate);
  for (const auto& [key, value] : {std::pair<const char*, Json>{"width", 641},
                                   {"height", 0},
                                   {"gop_seconds", 0.01},
                                   {"threads", 0},
                                   {"surprise", 1},
                                   {"frame_rate", Json::array({0, 1})}}) {
    Json json = settings.to_json();
    json[key] = value;
    INFO(key);
    CHECK_FALSE(VideoRenditionSettings::from_json(json));
  }
}

TEST_CASE("the toolchain names what the bytes depend on") {
  const std::string toolchain = rendition_toolchain();
  CHECK_THAT(toolchain, Catch::Contains("libavcodec ") && Catch::Contains("zimg ") && Catch::Contains("x264 - core "));
  CHECK(toolchain == rendition_toolchain());
}

TEST_CASE("every encoder is documented") {
  for (const Encoder* encoder : encoders()) {
    INFO(encoder->id);
    CHECK_FALSE(encoder->doc.summary.empty());
    CHECK_FALSE(encoder->doc.details.empty());
    CHECK(encoder->doc.source.rfind("https://", 0) == 0);
    CHECK((encoder->set_up_video != nullptr) == (encoder->kind == EncoderKind::video));
    CHECK((encoder->set_up_audio != nullptr) == (encoder->kind == EncoderKind::audio));
  }
}

}  // namespace integrart::test
