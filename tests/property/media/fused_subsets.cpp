// Fusion is an optimisation, never semantics: whatever takes part in a pass, each sink makes what it makes alone.

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <random>

#include "pipeline/media/analysis_sinks.h"
#include "pipeline/media/rendition.h"
#include "tests/unit/media/made_media.h"

namespace integrart::test {
namespace {

/// What a sink left: its document and all its files, to the last bit.
struct Traces {
  std::string document;
  std::map<std::string, std::string> files;

  bool operator==(const Traces&) const = default;
};

struct Member {
  std::string name;
  std::function<Result<std::unique_ptr<FrameSink>>(const SourceFacts&, const std::filesystem::path&)> make;
};

Member film(std::string name, const char* encoder, int width, int height, double most_pictures = 60) {
  return {std::move(name), [=](const SourceFacts&, const std::filesystem::path& folder) {
            VideoRenditionSettings settings;
            settings.encoder = encoder;
            settings.preset = encoder == std::string_view("x264") ? "veryfast" : "superfast";
            settings.width = width;
            settings.height = height;
            settings.max_bitrate_kbps = 600;
            settings.gop_seconds = 1;
            settings.max_frame_rate = most_pictures;
            return make_video_rendition(settings, folder);
          }};
}

Member heard(std::string name, const AudioRenditionSettings& settings) {
  return {std::move(name), [=](const SourceFacts&, const std::filesystem::path& folder) {
            return make_audio_rendition(settings, folder);
          }};
}

/// Everything a build can ask a pass for.
std::vector<Member> all_members() {
  return {
      film("x264, full size", "x264", 320, 180),
      film("x264, small", "x264", 160, 90),
      film("x264, tiny and slow", "x264", 128, 72, 15),
      film("svtav1", "svtav1", 160, 90),
      film("vp9", "vp9", 160, 90),
      heard("aac", {.encoder = "aac"}),
      heard("aac, normalised", {.encoder = "aac", .loudness = LoudnessTarget{}}),
      heard("opus, mono", {.encoder = "opus", .channels = 1}),
      heard("aac of the other track", {.encoder = "aac", .track = 1, .loudness = LoudnessTarget{}}),
      {"poster", make_poster},
      {"storyboard", make_storyboard},
      {"waveform", make_waveform},
      {"loudness", [](const SourceFacts& facts, const std::filesystem::path&) { return make_loudness(facts); }},
  };
}

/// What each of `members` makes in one pass over `file`.
std::vector<Traces> made_by(const std::vector<Member>& members, const std::filesystem::path& path, int threads) {
  const TemporaryFolder folder;
  const OpenFile file(path);
  const SourceFacts facts = facts_of(path);
  std::vector<std::unique_ptr<FrameSink>> sinks;
  for (std::size_t number = 0; number < members.size(); ++number) {
    const auto own = folder.path() / std::to_string(number);
    std::filesystem::create_directories(own);
    auto sink = members[number].make(facts, own);
    if (!sink) FAIL(members[number].name << ": " << render(sink.error()));
    sinks.push_back(std::move(*sink));
  }
  DecodePassOptions options;
  options.sink_threads = threads;
  options.scratch_folder = folder.path();
  const auto passed = run_decode_pass(file.input(), facts, std::move(sinks), options);
  if (!passed) FAIL(render(passed.error()));
  std::vector<Traces> traces;
  for (std::size_t number = 0; number < members.size(); ++number) {
    const auto& output = passed->sinks[number];
    if (!output) FAIL(members[number].name << ": " << render(output.error()));
    Traces& made = traces.emplace_back();
    made.document = output->document.dump();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path() / std::to_string(number)))
      if (entry.is_regular_file()) made.files[entry.path().filename().string()] = bytes_of(entry.path());
  }
  return traces;
}

/// At least two of `all`, in any order.
std::vector<Member> some_of(const std::vector<Member>& all, std::mt19937& random) {
  std::vector<Member> left = all;
  std::vector<Member> drawn;
  const std::size_t count = 2 + random() % (all.size() - 1);
  while (drawn.size() < count) {
    const auto at = left.begin() + static_cast<std::ptrdiff_t>(random() % left.size());
    drawn.push_back(std::move(*at));
    left.erase(at);
  }
  return drawn;
}

}  // namespace

TEST_CASE("whatever is fused, every sink makes byte for byte what it makes alone") {
  const TemporaryFolder folder;
  const auto file = make_media(
      folder,
      "-f lavfi -i testsrc2=s=320x180:r=25:d=2.2 -f lavfi -i \"aevalsrc=0.4*sin(2000*t*t)|0.2*sin(900*t):d=2.2\" "
      "-f lavfi -i sine=d=2.2:r=44100 -map 0 -map 1 -map 2 -vf noise=alls=8:allf=t -c:v libx264 -pix_fmt yuv420p "
      "-c:a aac -b:a 128k",
      "s.mp4");
  const std::vector<Member> all = all_members();
  std::map<std::string, Traces> alone;
  for (const Member& member : all) {
    alone[member.name] = made_by({member}, file, 1).front();
    INFO(member.name);
    const bool left_something = !alone[member.name].files.empty() || member.name == "loudness";
    CHECK(left_something);
  }

  // `--rng-seed time` draws others.
  const unsigned seed = Catch::rngSeed();
  std::mt19937 random(seed);
  for (int draw = 0; draw < 6; ++draw) {
    const std::vector<Member> members = draw == 0 ? all : some_of(all, random);
    const int threads = 1 + static_cast<int>(random() % 3);
    const std::vector<Traces> fused = made_by(members, file, threads);
    std::string names;
    for (const Member& member : members) names += "[" + member.name + "] ";
    INFO("seed " << seed << ", draw " << draw << ", " << threads << " threads, fused: " << names);
    for (std::size_t number = 0; number < members.size(); ++number) {
      INFO(members[number].name);
      CHECK(fused[number].document == alone[members[number].name].document);
      const bool equal_files = fused[number].files == alone[members[number].name].files;
      CHECK(equal_files);
    }
  }
}

}  // namespace integrart::test
