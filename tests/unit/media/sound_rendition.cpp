// An audio rendition as the rest of the world sees it.

#include <catch2/catch.hpp>
#include <cmath>

#include "pipeline/media/rendition.h"
#include "sound_signals.h"

using namespace integrart;
using namespace integrart::test;

namespace {

struct Made {
  StepOutput output;
  std::filesystem::path file;
};

Made make(const TemporaryFolder& folder, const AudioRenditionSettings& settings, const Signal& signal, double seconds,
          int rate = 48000, int channels = 2) {
  auto sink = make_audio_rendition(settings, folder.path());
  if (!sink) FAIL(render(sink.error()));
  auto sound = SoundFanOut::create({sink->get()}, folder.path(), {});
  REQUIRE(sound);
  const auto pushed = push_all(**sound, signal, seconds, rate, channels);
  if (!pushed) FAIL(render(pushed.error()));
  REQUIRE_FALSE((*sound)->error_of(0));
  auto output = (*sink)->finish();
  if (!output) FAIL(render(output.error()));
  return {std::move(*output), folder.path() / "audio.mp4"};
}

/// Silence, then a tone burst that begins at `at` seconds.
Signal burst(double at) {
  return [at](double t, int) { return t < at || t > at + 0.1 ? 0.0 : 0.5 * std::sin((t - at) * 6283.2); };
}

double first_sound(const std::vector<float>& samples) {
  for (std::size_t i = 0; i < samples.size(); ++i)
    if (std::abs(samples[i]) > 0.1F) return double(i) / 48000;
  return -1;
}

}  // namespace

TEST_CASE("an audio rendition lasts as long as its source and starts with it") {
  const auto encoder = GENERATE(as<std::string>{}, "aac", "opus");
  const double seconds = GENERATE(7.3, 0.5);
  TemporaryFolder folder;
  const Made made = make(folder, {.encoder = encoder}, burst(0.2), seconds);
  CAPTURE(encoder, seconds, made.output.document.dump());
  CHECK(std::abs(duration_by_ffprobe(made.file) - seconds) < 0.0214);  // one AAC frame
  CHECK(std::abs(made.output.document.at_or_null("duration").number_or(0) - seconds) < 0.021);
  const auto decoded = decoded_by_ffmpeg(made.file);
  CHECK(std::abs(first_sound(decoded) - 0.2) < 0.005);
  CHECK(made.output.document.at_or_null("codec_string") == Json(encoder == "aac" ? "mp4a.40.2" : "opus"));
}

TEST_CASE("a sound longer than the film ends with it, and what was cut is not measured") {
  TemporaryFolder folder;
  const Signal louder_after_the_end = [](double t, int) { return (t < 4 ? 0.05 : 0.5) * std::sin(t * 2764.6); };
  AudioRenditionSettings settings{.most_seconds = 4, .loudness = LoudnessTarget{}};
  settings = AudioRenditionSettings::from_json(settings.to_json()).value();
  auto sink = make_audio_rendition(settings, folder.path()).value();
  auto sound = SoundFanOut::create({sink.get()}, folder.path(), {}).value();
  REQUIRE(push_all(*sound, louder_after_the_end, 10, 48000, 2));
  const Json document = sink->finish().value().document;
  CHECK(std::abs(document.at_or_null("duration").number_or(0) - 4) < 0.0214);
  const Json& before = document.at_or_null("loudness").at_or_null("before");
  CHECK(before.at_or_null("integrated_lufs").number_or(0) < -20);
  const std::vector<Message> notes = sound->take_notes();
  REQUIRE(notes.size() == 1);
  CHECK(render(notes[0]) ==
        "This sound is longer than the film: the last 6.0 s were cut, so that it ends with the film after 4.0 s.");
}

TEST_CASE("segments of sound follow each other, cover the file and are cut at multiples of their length") {
  const auto encoder = GENERATE(as<std::string>{}, "aac", "opus");
  TemporaryFolder folder;
  const Made made = make(folder, {.encoder = encoder, .segment_seconds = 2}, sine(440, 0.3), 9.1);
  const Json& document = made.output.document;
  const auto& segments = document.at_or_null("segments").items();
  CAPTURE(encoder, document.dump());
  REQUIRE(segments.size() == 5);
  std::int64_t at = document.at_or_null("init").at_or_null("size").integer_or(0);
  CHECK(at > 500);
  CHECK(document.at_or_null("index").at_or_null("offset").integer_or(0) == at);
  at += document.at_or_null("index").at_or_null("size").integer_or(0);
  double time = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    CHECK(segments[i].at_or_null("offset").integer_or(0) == at);
    CHECK(segments[i].at_or_null("start").number_or(-1) == Approx(time).margin(1e-5));
    CHECK(segments[i].at_or_null("start").number_or(-1) >= 2.0 * double(i) - 1e-6);
    CHECK(segments[i].at_or_null("start").number_or(-1) < 2.0 * double(i) + 0.022);
    at += segments[i].at_or_null("size").integer_or(0);
    time += segments[i].at_or_null("duration").number_or(0);
  }
  CHECK(at == static_cast<std::int64_t>(std::filesystem::file_size(made.file)));
  CHECK(document.at_or_null("bytes").integer_or(0) == at);
  CHECK(document.at_or_null("peak_bitrate").integer_or(0) >= document.at_or_null("average_bitrate").integer_or(0));
  CHECK(bytes_of(made.file).substr(0, 64).find("cmfc") != std::string::npos);
}

TEST_CASE("the few milliseconds at the end of a sound are no peak of its rate") {
  TemporaryFolder folder;
  const Made made = make(folder, {.encoder = "opus", .segment_seconds = 2}, sine(440, 0.3), 6.016);
  const Json& document = made.output.document;
  CAPTURE(document.dump());
  const Json& last = document.at_or_null("segments").items().back();
  const double rate_at_end = last.at_or_null("size").number_or(0) * 8 / last.at_or_null("duration").number_or(1);
  const double average = document.at_or_null("average_bitrate").number_or(0);
  REQUIRE(last.at_or_null("duration").number_or(1) < 0.1);
  REQUIRE(rate_at_end > 3 * average);
  CHECK(document.at_or_null("peak_bitrate").number_or(0) >= average);
  CHECK(document.at_or_null("peak_bitrate").number_or(0) < 1.5 * average);
}

TEST_CASE("the same sound gives the same bytes") {
  TemporaryFolder one;
  TemporaryFolder two;
  const AudioRenditionSettings settings{.encoder = GENERATE(as<std::string>{}, "aac", "opus"),
                                        .loudness = LoudnessTarget{}};
  const std::string first = bytes_of(make(one, settings, sine(330, 0.1), 4).file);
  CHECK(first == bytes_of(make(two, settings, sine(330, 0.1), 4).file));
}

TEST_CASE("settings of an audio rendition survive JSON, and bad ones are refused by name") {
  const AudioRenditionSettings settings{.encoder = "opus",
                                        .track = 1,
                                        .bitrate_kbps = 96,
                                        .channels = 1,
                                        .segment_seconds = 4,
                                        .loudness = LoudnessTarget{.integrated_lufs = -18, .true_peak_dbtp = -2}};
  const auto back = AudioRenditionSettings::from_json(settings.to_json());
  REQUIRE(back);
  CHECK(back->to_json() == settings.to_json());

  const auto refused = [](AudioRenditionSettings bad) {
    const auto made = make_audio_rendition(bad, "/nonexistent");
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Errc::invalid_input);
    return made.error().what.id;
  };
  CHECK(refused({.encoder = "aac", .bitrate_kbps = 64}) == "media.aac_bitrate_too_low");
  CHECK(refused({.encoder = "x264"}) == "media.audio_encoder_unknown");
  CHECK(refused({.encoder = "flac"}) == "media.audio_encoder_unknown");
  CHECK(refused({.encoder = "opus", .sample_rate = 44100}) == "media.audio_rate_unsupported");
  CHECK(refused({.channels = 3}) == "media.audio_setting_out_of_range");
  CHECK(refused({.segment_seconds = 0}) == "media.audio_setting_out_of_range");
}

TEST_CASE("an audio rendition of nothing is an error, not an empty file") {
  TemporaryFolder folder;
  auto sink = make_audio_rendition({}, folder.path());
  REQUIRE(sink);
  const auto output = (*sink)->finish();
  REQUIRE_FALSE(output);
  CHECK(output.error().what.id == "media.nothing_to_write");
}
