// Waveform and loudness curve.

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/media/analysis_sinks.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

SourceFacts facts_of(double seconds, int channels) {
  SourceFacts facts;
  facts.kind = "audio";
  facts.duration_seconds = seconds;
  facts.audio.push_back({});
  facts.audio.back().channels = channels;
  facts.audio.back().sample_rate = 48000;
  return facts;
}

StepOutput heard(FrameSink& sink, const TemporaryFolder& folder, const Signal& signal, double seconds, int channels) {
  auto sound = SoundFanOut::create({&sink}, folder.path(), {});
  REQUIRE(sound);
  REQUIRE(push_all(**sound, signal, seconds, 48000, channels));
  REQUIRE_FALSE((*sound)->error_of(0));
  auto output = sink.finish();
  if (!output) FAIL(render(output.error()));
  return *output;
}

Json waveform_in(const TemporaryFolder& folder) {
  const auto json = parse_json(bytes_of(folder.path() / "waveform.json"));
  REQUIRE(json);
  return *json;
}

}  // namespace

TEST_CASE("a waveform is what audiowaveform would write") {
  TemporaryFolder folder;
  auto sink = make_waveform(facts_of(4, 2), folder.path());
  REQUIRE(sink);
  const Signal loud_then_quiet = [](double t, int channel) {
    const double amplitude = t < 2 ? 0.8 : 0.25;
    return channel == 0 ? amplitude * std::sin(6283.2 * t) : 0.0;
  };
  const StepOutput output = heard(**sink, folder, loud_then_quiet, 4, 2);
  const Json json = waveform_in(folder);
  CHECK(json.at_or_null("version") == Json(2));
  CHECK(json.at_or_null("channels") == Json(1));
  CHECK(json.at_or_null("bits") == Json(8));
  CHECK(json.at_or_null("sample_rate") == Json(48000));
  CHECK(json.at_or_null("samples_per_pixel") == Json(480));
  CHECK(json.at_or_null("length") == Json(400));
  const auto& data = json.at_or_null("data").items();
  REQUIRE(data.size() == 800);
  // One of two channels sounds: half of it is heard in the mix.
  CHECK(data[2 * 100].integer_or(0) == -52);     // floor(-0.4 x 128)
  CHECK(data[2 * 100 + 1].integer_or(0) == 51);  // floor(0.4 x 128)
  CHECK(data[2 * 300].integer_or(0) == -16);
  CHECK(std::abs(data[2 * 300 + 1].integer_or(0) - 16) <= 1);
  CHECK(output.document.at_or_null("points") == Json(400));
  CHECK(output.document.at_or_null("pixels_per_second") == Json(100.0));
}

TEST_CASE("a waveform has at most 4000 points, whatever the source said of its length") {
  const double said = GENERATE(100.0, 10.0);
  TemporaryFolder folder;
  auto sink = make_waveform(facts_of(said, 1), folder.path());
  heard(
      **sink, folder, [](double t, int) { return t / 100; }, 100, 1);
  const Json json = waveform_in(folder);
  const auto& data = json.at_or_null("data").items();
  const auto length = json.at_or_null("length").integer_or(0);
  CHECK(length > 2000);
  CHECK(length <= 4000);
  CHECK(data.size() == static_cast<std::size_t>(2 * length));
  CHECK(length * json.at_or_null("samples_per_pixel").integer_or(0) >= 100 * 48000);
  CHECK((length - 1) * json.at_or_null("samples_per_pixel").integer_or(0) < 100 * 48000);
  const double middle = static_cast<double>(data[static_cast<std::size_t>(length / 2 * 2 + 1)].integer_or(0));
  CHECK(middle == Approx(128 * 0.5 * double(length / 2 * 2) / double(length)).margin(1.5));
}

TEST_CASE("the loudness of a tone is what the standard says") {
  // ITU-R BS.1770-4: a 997 Hz sine of 0 dBFS in one of two channels measures -3.01 LKFS; at -20 dBFS in both, -20.
  TemporaryFolder folder;
  auto sink = make_loudness(facts_of(10, 2));
  REQUIRE(sink);
  const StepOutput output = heard(**sink, folder, sine(997, 0.1), 10, 2);
  CHECK(output.document.at_or_null("integrated_lufs").number_or(0) == Approx(-20).margin(0.1));
  CHECK(output.document.at_or_null("true_peak_dbtp").number_or(0) == Approx(-20).margin(0.2));
  const auto& curve = output.document.at_or_null("curve").items();
  REQUIRE(curve.size() == 100);
  CHECK(curve[49].items()[0] == Json(5.0));
  CHECK(curve[49].items()[1].number_or(0) == Approx(-20).margin(0.1));
  CHECK(output.files.empty());
}

TEST_CASE("silence has no loudness, and the curve says so") {
  TemporaryFolder folder;
  auto sink = make_loudness(facts_of(2, 2));
  const StepOutput output = heard(
      **sink, folder, [](double, int) { return 0.0; }, 2, 2);
  CHECK(output.document.at_or_null("integrated_lufs").is_null());
  CHECK(output.document.at_or_null("range_lu").is_null());
  CHECK(output.document.at_or_null("true_peak_dbtp").is_null());
  REQUIRE(output.document.at_or_null("curve").items().size() == 20);
  CHECK(output.document.at_or_null("curve").items()[10].items()[1].is_null());
}

TEST_CASE("a loudness curve has at most 600 points and keeps time") {
  const double said = GENERATE(200.0, 1.0);
  TemporaryFolder folder;
  auto sink = make_loudness(facts_of(said, 1));
  const StepOutput output = heard(
      **sink, folder, [](double t, int) { return t < 100 ? 0.0 : 0.1 * std::sin(6283.2 * t); }, 200, 1);
  const auto& curve = output.document.at_or_null("curve").items();
  CHECK(curve.size() > 250);
  CHECK(curve.size() <= 600);
  for (const Json& point : curve) {
    const double time = point.items()[0].number_or(0);
    if (time < 99) CHECK(point.items()[1].is_null());
    if (time > 101.5) CHECK(point.items()[1].is_number());
  }
}

TEST_CASE("a source without sound has neither") {
  TemporaryFolder folder;
  SourceFacts silent;
  CHECK_FALSE(make_waveform(silent, folder.path()));
  CHECK_FALSE(make_loudness(silent));
}
