// Sound of one source for many sinks: time line, mixing, loudness.

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "pipeline/base/limits.h"
#include "pipeline/media/sound/true_peak_limiter.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

/// A sink that fails at its second block.
class Failing final : public FrameSink {
 public:
  FrameNeeds needs() const override { return {.video = std::nullopt, .audio = AudioNeeds{}}; }
  Result<> consume(const AudioBlock&) override {
    if (++m_blocks < 2) return {};
    return fail(Errc::unavailable, "test.full");
  }
  Result<StepOutput> finish() override { return StepOutput{}; }

 private:
  int m_blocks = 0;
};

std::unique_ptr<SoundFanOut> fan_out(std::vector<FrameSink*> sinks, const TemporaryFolder& folder,
                                     std::stop_token stop = {}) {
  auto sound = SoundFanOut::create(std::move(sinks), folder.path(), std::move(stop));
  if (!sound) FAIL(render(sound.error()));
  return std::move(*sound);
}

double decibels(double amplitude) {
  return 20 * std::log10(amplitude);
}

double peak_of(const std::vector<float>& samples, std::size_t begin, std::size_t end) {
  float peak = 0;
  for (std::size_t i = begin; i < end && i < samples.size(); ++i) peak = std::max(peak, std::abs(samples[i]));
  return peak;
}

/// Writes 32-bit float stereo at 48 kHz for the ffmpeg program.
std::filesystem::path as_wav(const TemporaryFolder& folder, const std::vector<float>& samples,
                             const std::string& name) {
  const auto raw = folder.path() / (name + ".f32");
  FILE* file = std::fopen(raw.c_str(), "wb");
  REQUIRE(file != nullptr);
  REQUIRE(std::fwrite(samples.data(), sizeof(float), samples.size(), file) == samples.size());
  std::fclose(file);
  auto wav = folder.path() / (name + ".wav");
  output_of("ffmpeg -v error -y -f f32le -ar 48000 -ac 2 -i '" + raw.string() + "' -c:a pcm_f32le '" + wav.string() +
            "'");
  return wav;
}

/// Speech-like: bursts of noise over tones with hard attacks, so that peaks stand far above the loudness.
Signal lively(double amplitude) {
  return [amplitude](double t, int channel) {
    const double beat = std::fmod(t, 0.5);
    const double decay = std::exp(-beat * 150);
    const double click = std::sin(2 * std::numbers::pi * 11800 * t + 0.7) * decay;
    const double tone = 0.08 * std::sin(2 * std::numbers::pi * (220 + 110 * channel) * t);
    return amplitude * (click + tone);
  };
}

}  // namespace

TEST_CASE("every sink gets its own rate and channels, of the whole sound") {
  TemporaryFolder folder;
  Collector stereo({.sample_rate = 48000, .channels = 2});
  Collector mono({.sample_rate = 8000, .channels = 1});
  auto sound = fan_out({&stereo, &mono}, folder);
  REQUIRE(push_all(*sound, sine(400, 0.5), 3, 44100, 2));
  CHECK(stereo.continuous);
  CHECK(mono.continuous);
  CHECK(stereo.samples.size() == 3 * 48000 * 2);
  CHECK(mono.samples.size() == 3 * 8000);
  CHECK(decibels(peak_of(stereo.samples, 20000, 200000)) == Approx(decibels(0.5)).margin(0.1));
  CHECK(sound->take_notes().empty());
}

TEST_CASE("missing sound becomes silence and doubled sound is cut, with a note") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 1});
  auto sound = fan_out({&collector}, folder);
  const Signal tone = sine(1000, 0.5);
  REQUIRE(sound->push(*frame_of(tone, 0, 48000, 48000, 1), MediaTime{0, {1, 48000}}));
  REQUIRE(sound->push(*frame_of(tone, 0, 48000, 48000, 1), MediaTime{96000, {1, 48000}}));   // 1 s is missing
  REQUIRE(sound->push(*frame_of(tone, 0, 48000, 48000, 1), MediaTime{120000, {1, 48000}}));  // half lies over it
  REQUIRE(sound->push(*frame_of(tone, 0, 1000, 48000, 1), MediaTime{0, {1, 48000}}));        // all lies over it
  REQUIRE(sound->finish());
  CHECK(collector.continuous);
  CHECK(collector.samples.size() == 168000);
  CHECK(peak_of(collector.samples, 100, 47900) > 0.49);
  CHECK(peak_of(collector.samples, 48000, 96000) == 0);
  CHECK(peak_of(collector.samples, 96100, 168000) > 0.49);
  const auto notes = sound->take_notes();
  REQUIRE(notes.size() == 2);
  CHECK(notes[0] == Message{"media.sound_gaps_filled", {{"seconds", 1.0}}});
  CHECK(notes[1].id == "media.sound_overlaps_cut");
  CHECK(sound->take_notes().empty());
}

TEST_CASE("sound that begins late keeps its time, and what lies before 0 is cut, without a note") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 1});
  auto sound = fan_out({&collector}, folder);
  SECTION("late by less than the jitter that is forgiven later") {
    REQUIRE(sound->push(*frame_of([](double, int) { return 0.5; }, 0, 48000, 48000, 1), MediaTime{480, {1, 48000}}));
    REQUIRE(sound->finish());
    REQUIRE(collector.samples.size() == 48480);
    CHECK(collector.samples[479] == 0.0F);
    CHECK(collector.samples[480] == 0.5F);
  }
  SECTION("begins before 0") {
    REQUIRE(sound->push(*frame_of([](double t, int) { return t; }, 0, 48000, 48000, 1), MediaTime{-1024, {1, 48000}}));
    REQUIRE(sound->finish());
    REQUIRE(collector.samples.size() == 48000 - 1024);
    CHECK(collector.samples[0] == Approx(1024.0 / 48000));
  }
  CHECK(sound->take_notes().empty());
}

TEST_CASE("time stamps that are rounded to milliseconds mend nothing") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 44100, .channels = 1});
  auto sound = fan_out({&collector}, folder);
  const Signal tone = sine(1000, 0.5);
  for (int i = 0; i < 200; ++i) {
    const double begin = i * 1024 / 44100.0;
    REQUIRE(
        sound->push(*frame_of(tone, begin, 1024, 44100, 1), MediaTime::from_milliseconds(std::llround(begin * 1000))));
  }
  REQUIRE(sound->finish());
  CHECK(collector.samples.size() == 200 * 1024);
  double worst = 0;
  for (std::size_t i = 0; i < collector.samples.size(); ++i)
    worst = std::max(worst, std::abs(double(collector.samples[i]) - tone(double(i) / 44100, 0)));
  CHECK(worst < 1e-6);
  CHECK(sound->take_notes().empty());
}

TEST_CASE("the format may change in the middle of the stream") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 2});
  auto sound = fan_out({&collector}, folder);
  REQUIRE(sound->push(*frame_of(sine(500, 0.5), 0, 44100, 44100, 2), MediaTime{0, {1, 44100}}));
  REQUIRE(sound->push(*frame_of(sine(500, 0.5), 1, 32000, 32000, 1), MediaTime{32000, {1, 32000}}));
  REQUIRE(sound->push(*frame_of(sine(500, 0.5), 2, 48000, 48000, 6), MediaTime{96000, {1, 48000}}));
  REQUIRE(sound->finish());
  CHECK(collector.continuous);
  CHECK(collector.samples.size() == 3 * 48000 * 2);
  CHECK(sound->take_notes().empty());
}

TEST_CASE("5.1 is mixed down by the standard coefficients") {
  const int channel = GENERATE(0, 2, 3, 4);
  const double expected =
      std::vector<double>{1, 0, std::sqrt(0.5), 0, std::sqrt(0.5)}[static_cast<std::size_t>(channel)];
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 2});
  auto sound = fan_out({&collector}, folder);
  const Signal one = [channel](double, int at) { return at == channel ? 0.5 : 0.0; };
  REQUIRE(push_all(*sound, one, 0.5, 48000, 6));
  CAPTURE(channel);
  CHECK(collector.samples[2 * 12000] == Approx(0.5 * expected).margin(1e-4));
}

TEST_CASE("samples that are no number become silence, with a note") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 1});
  auto sound = fan_out({&collector}, folder);
  const Signal broken = [](double t, int) {
    return t < 0.01 ? std::numeric_limits<double>::quiet_NaN() : t < 0.02 ? 1e30 : 0.25;
  };
  REQUIRE(push_all(*sound, broken, 1, 48000, 1));
  CHECK(peak_of(collector.samples, 0, 48000) == 0.25);
  CHECK(collector.samples[10] == 0.0F);
  const auto notes = sound->take_notes();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].id == "media.sound_samples_silenced");
}

TEST_CASE("sound far beyond the longest medium is an error, not hours of silence") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 1});
  auto sound = fan_out({&collector}, folder);
  const auto pushed = sound->push(*frame_of(sine(1, 1), 0, 100, 48000, 1), MediaTime{1'000'000'000, {1, 1}});
  REQUIRE_FALSE(pushed);
  CHECK(pushed.error().code == Errc::limit_exceeded);
  CHECK(collector.samples.empty());
}

TEST_CASE("a sink's error detaches only that sink") {
  TemporaryFolder folder;
  Failing failing;
  Collector collector({});
  auto sound = fan_out({&failing, &collector}, folder);
  REQUIRE(push_all(*sound, sine(400, 0.5), 1, 48000, 2));
  REQUIRE(sound->error_of(0));
  CHECK(sound->error_of(0)->what.id == "test.full");
  CHECK_FALSE(sound->error_of(1));
  CHECK_FALSE(sound->error_of(7));
  CHECK(collector.samples.size() == 96000);
}

TEST_CASE("a stop is heard") {
  TemporaryFolder folder;
  Collector collector({});
  std::stop_source stop;
  auto sound = fan_out({&collector}, folder, stop.get_token());
  stop.request_stop();
  const auto pushed = push_all(*sound, sine(400, 0.5), 1, 48000, 2);
  REQUIRE_FALSE(pushed);
  CHECK(pushed.error().code == Errc::cancelled);
}

TEST_CASE("sound is brought to the target, measured by somebody else") {
  struct Case {
    const char* name;
    Signal signal;
    double target;
  };
  const Case tried =
      GENERATE(Case{"loud tone", sine(997, 0.9), -16}, Case{"quiet tone", sine(997, 0.03), -16},
               Case{"lively, limited hard", lively(0.3), -16}, Case{"lively, quiet target", lively(0.3), -23});
  CAPTURE(tried.name);
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000,
                       .channels = 2,
                       .normalise = LoudnessTarget{.integrated_lufs = tried.target, .true_peak_dbtp = -1}});
  Collector plain({});
  auto sound = fan_out({&collector, &plain}, folder);
  REQUIRE(push_all(*sound, tried.signal, 12, 48000, 2));
  REQUIRE(collector.samples.size() == plain.samples.size());
  CHECK(collector.continuous);
  const Measured after = measured_by_ffmpeg(as_wav(folder, collector.samples, "after"));
  const Measured before = measured_by_ffmpeg(as_wav(folder, plain.samples, "before"));
  CHECK(after.integrated_lufs == Approx(tried.target).margin(0.3));
  CHECK(after.true_peak_dbtp <= -0.8);
  REQUIRE(collector.reports.size() == 1);
  const LoudnessReport& report = collector.reports[0];
  CHECK(report.before.integrated_lufs.value_or(0) == Approx(before.integrated_lufs).margin(0.1));
  CHECK(report.before.true_peak_dbtp.value_or(0) == Approx(before.true_peak_dbtp).margin(0.6));
  CHECK(report.after.integrated_lufs.value_or(0) == Approx(after.integrated_lufs).margin(0.1));
  CHECK(report.after.true_peak_dbtp.value_or(0) <= -0.9);
  CHECK(report.limited == (std::string(tried.name) == "lively, limited hard"));
}

TEST_CASE("the limiter delays by exactly its delay and leaves quiet sound alone") {
  TruePeakLimiter limiter(48000, 2, -1);
  std::vector<float> samples(2 * 4000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<float>(i % 997) / 2000.0F;
  const std::vector<float> original = samples;
  limiter.process(samples);
  const std::size_t delay = limiter.delay() * 2;
  for (std::size_t i = delay; i < samples.size(); ++i) REQUIRE(samples[i] == original[i - delay]);
  CHECK(limiter.deepest_gain_db() == 0);
}

TEST_CASE("the limiter holds peaks between samples") {
  // A tone at a quarter of the sample rate, sampled 45 degrees off its crests: samples at 0.707 of a true peak of 1.
  TruePeakLimiter limiter(48000, 1, -6);
  std::vector<float> samples(48000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<float>(std::sin(std::numbers::pi * (static_cast<double>(i) / 2 + 0.25)));
  limiter.process(samples);
  CHECK(limiter.deepest_gain_db() == Approx(-6).margin(0.15));  // the onset overshoots a little
  CHECK(decibels(peak_of(samples, 24000, 48000)) == Approx(-6 + decibels(std::sqrt(0.5))).margin(0.1));
}

TEST_CASE("silence and noise are not blown up") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 2, .normalise = LoudnessTarget{}});
  auto sound = fan_out({&collector}, folder);
  SECTION("silence stays silence") {
    REQUIRE(push_all(
        *sound, [](double, int) { return 0.0; }, 2, 48000, 2));
    REQUIRE(collector.reports.size() == 1);
    CHECK_FALSE(collector.reports[0].before.integrated_lufs);
    CHECK(collector.reports[0].gain_db == 0);
    CHECK(peak_of(collector.samples, 0, collector.samples.size()) == 0);
    CHECK(sound->take_notes().empty());
  }
  SECTION("very quiet sound gets 20 dB and a note") {
    REQUIRE(push_all(*sound, sine(997, 0.001), 5, 48000, 2));
    CHECK(collector.reports.at(0).gain_db == 20);
    CHECK(decibels(peak_of(collector.samples, 1000, 90000)) == Approx(-40).margin(0.1));
    const auto notes = sound->take_notes();
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].id == "media.sound_gain_held_back");
  }
  CHECK(collector.samples.size() % 2 == 0);
}

TEST_CASE("a source without sound finishes, and the report has nothing in it") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 2, .normalise = LoudnessTarget{}});
  auto sound = fan_out({&collector}, folder);
  REQUIRE(sound->finish());
  CHECK(collector.samples.empty());
  REQUIRE(collector.reports.size() == 1);
  CHECK_FALSE(collector.reports[0].after.true_peak_dbtp);
}

TEST_CASE("the scratch file has no name while it is used") {
  TemporaryFolder folder;
  Collector collector({.sample_rate = 48000, .channels = 2, .normalise = LoudnessTarget{}});
  auto sound = fan_out({&collector}, folder);
  REQUIRE(sound->push(*frame_of(sine(400, 0.5), 0, 4800, 48000, 2), MediaTime{0, {1, 48000}}));
  CHECK(std::filesystem::is_empty(folder.path()));
  REQUIRE(sound->finish());

  const auto nowhere = SoundFanOut::create({&collector}, folder.path() / "absent", {});
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().what.id == "media.scratch_failed");
}
