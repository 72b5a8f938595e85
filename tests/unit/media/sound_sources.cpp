// Sound of every codec that phones, recorders and shops write is decoded to what it holds, not only recognised.

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "tests/unit/media/made_media.h"
#include "tests/unit/media/sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

constexpr int heard_rate = 48000;

/// Keeps the first sound track, mixed to one channel, in a place that outlives the pass.
class Listener final : public FrameSink {
 public:
  explicit Listener(std::shared_ptr<std::vector<float>> heard) : m_heard(std::move(heard)) {}
  FrameNeeds needs() const override {
    return {.video = std::nullopt, .audio = AudioNeeds{.track = 0, .sample_rate = heard_rate, .channels = 1}};
  }
  using FrameSink::consume;
  Result<> consume(const AudioBlock& block) override {
    m_heard->insert(m_heard->end(), block.samples.begin(), block.samples.end());
    return {};
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  std::shared_ptr<std::vector<float>> m_heard;
};

std::vector<float> heard_in(const std::filesystem::path& file) {
  auto heard = std::make_shared<std::vector<float>>();
  std::vector<std::unique_ptr<FrameSink>> sinks;
  sinks.push_back(std::make_unique<Listener>(heard));
  const auto passed = pass_over(file, std::move(sinks));
  if (!passed) FAIL(render(passed.error()));
  if (!passed->sinks[0]) FAIL(render(passed->sinks[0].error()));
  return std::move(*heard);
}

double length_of(const std::vector<float>& samples) {
  return static_cast<double>(samples.size()) / heard_rate;
}

/// Root mean square of [begin, end) seconds.
double level_of(const std::vector<float>& samples, double begin, double end) {
  double sum = 0;
  const auto first = static_cast<std::size_t>(begin * heard_rate);
  const auto last = static_cast<std::size_t>(end * heard_rate);
  for (std::size_t i = first; i < last; ++i) sum += double{samples.at(i)} * samples.at(i);
  return std::sqrt(sum / static_cast<double>(last - first));
}

/// How often the sound rises through zero in the second that begins at `begin`.
int rises(const std::vector<float>& samples, double begin) {
  int count = 0;
  bool below = false;  // clearly: noise around zero is not counted
  const auto first = static_cast<std::size_t>(begin * heard_rate);
  for (std::size_t i = first; i < first + heard_rate; ++i) {
    if (samples.at(i) > 0.05F && below) ++count;
    if (std::abs(samples.at(i)) > 0.05F) below = samples.at(i) < 0;
  }
  return count;
}

/// Frames of AMR (RFC 4867, section 5): a header that names the mode, then the bits, here random ones, which decode to
/// loud noise.
std::string amr_frames(std::mt19937& random, int mode, int bytes, int count) {
  std::string frames;
  for (int frame = 0; frame < count; ++frame) {
    frames += static_cast<char>(mode << 3 | 4);  // 4: the frame is whole
    for (int byte = 0; byte < bytes; ++byte) frames += static_cast<char>(random() & 0xFFU);
  }
  return frames;
}

/// 20 ms each: a second at 12.2 kb/s, a second at 4.75 kb/s, as recorders do that save bits.
std::string amr_narrow() {
  std::mt19937 random(7);
  return "#!AMR\n" + amr_frames(random, 7, 31, 50) + amr_frames(random, 0, 12, 50);
}

/// 12.65 kb/s and 6.6 kb/s.
std::string amr_wide() {
  std::mt19937 random(8);
  return "#!AMR-WB\n" + amr_frames(random, 2, 32, 50) + amr_frames(random, 0, 17, 50);
}

}  // namespace

TEST_CASE("sound of every codec is decoded to the tone it holds") {
  const TemporaryFolder folder;
  struct Sound {
    const char* file;
    const char* encoder;
    const char* codec;
  };
  for (const Sound& sound : {Sound{"aac.m4a", "aac", "aac"},
                             Sound{"adts.aac", "aac", "aac"},
                             Sound{"latm.ts", "aac -mpegts_flags latm", "aac_latm"},
                             Sound{"mp3.mp3", "libmp3lame", "mp3"},
                             Sound{"mp3.avi", "libmp3lame", "mp3"},
                             Sound{"mp2.ts", "mp2", "mp2"},
                             Sound{"opus.opus", "libopus", "opus"},
                             Sound{"opus.webm", "libopus", "opus"},
                             Sound{"opus.mp4", "libopus", "opus"},
                             Sound{"vorbis.ogg", "libvorbis", "vorbis"},
                             Sound{"flac.flac", "flac", "flac"},
                             Sound{"flac.ogg", "flac", "flac"},
                             Sound{"alac.m4a", "alac", "alac"},
                             Sound{"ac3.ts", "ac3", "ac3"},
                             Sound{"eac3.mp4", "eac3", "eac3"},
                             Sound{"u8.wav", "pcm_u8", "pcm_u8"},
                             Sound{"s8.mov", "pcm_s8", "pcm_s8"},
                             Sound{"s16.wav", "pcm_s16le", "pcm_s16le"},
                             Sound{"s16.mov", "pcm_s16be", "pcm_s16be"},
                             Sound{"s24.wav", "pcm_s24le", "pcm_s24le"},
                             Sound{"s24.mov", "pcm_s24be", "pcm_s24be"},
                             Sound{"s32.wav", "pcm_s32le", "pcm_s32le"},
                             Sound{"s32.mov", "pcm_s32be", "pcm_s32be"},
                             Sound{"f32.wav", "pcm_f32le", "pcm_f32le"},
                             Sound{"f32.mov", "pcm_f32be", "pcm_f32be"},
                             Sound{"f64.wav", "pcm_f64le", "pcm_f64le"},
                             Sound{"f64.mov", "pcm_f64be", "pcm_f64be"},
                             Sound{"alaw.wav", "pcm_alaw", "pcm_alaw"},
                             Sound{"mulaw.wav", "pcm_mulaw", "pcm_mulaw"}}) {
    INFO(sound.file);
    const std::string tone =
        "-f lavfi -i \"sine=440:d=1.5:r=48000,volume=4,aformat=channel_layouts=stereo\" -b:a 160k -c:a ";
    const auto file = make_media(folder, tone + sound.encoder, sound.file);
    REQUIRE(facts_of(file).audio.size() == 1);
    CHECK(facts_of(file).audio[0].codec == sound.codec);
    const std::vector<float> heard = heard_in(file);
    CHECK(length_of(heard) == Approx(1.5).margin(0.06));
    REQUIRE(length_of(heard) > 1.4);
    CHECK(rises(heard, 0.2) == Approx(440).margin(2));
    CHECK(level_of(heard, 0.2, 1.2) == Approx(0.5 / std::sqrt(2)).epsilon(0.1));
  }
}

TEST_CASE("what phones record as AMR is decoded, also in 3GP and at changing rates") {
  const TemporaryFolder folder;
  write_bytes(folder.path() / "narrow.amr", amr_narrow());
  write_bytes(folder.path() / "wide.amr", amr_wide());
  make_media(folder, "-i narrow.amr -c copy", "narrow.3gp");
  make_media(folder, "-i wide.amr -c copy", "wide.3gp");
  for (const auto& [name, codec, sample_rate] : {std::tuple{"narrow.amr", "amr_nb", 8000},
                                                 {"narrow.3gp", "amr_nb", 8000},
                                                 {"wide.amr", "amr_wb", 16000},
                                                 {"wide.3gp", "amr_wb", 16000}}) {
    INFO(name);
    const auto file = folder.path() / name;
    const SourceFacts facts = facts_of(file);
    CHECK(facts.kind == "audio");
    REQUIRE(facts.audio.size() == 1);
    CHECK(facts.audio[0].codec == codec);
    CHECK(facts.audio[0].sample_rate == sample_rate);
    CHECK(facts.audio[0].channels == 1);
    CHECK(facts.duration_seconds == Approx(2).margin(0.06));
    const std::vector<float> heard = heard_in(file);
    CHECK(length_of(heard) == Approx(2).margin(0.06));
    const std::vector<float> expected = decoded_by_ffmpeg(file);
    REQUIRE(std::min(length_of(heard), length_of(expected)) > 1.9);
    for (int tenth = 1; tenth < 19; ++tenth) {
      INFO(tenth);
      const double level = level_of(expected, tenth / 10.0, (tenth + 1) / 10.0);
      CHECK(level > 0.001);
      CHECK(level_of(heard, tenth / 10.0, (tenth + 1) / 10.0) == Approx(level).epsilon(0.05));
    }
  }
}
