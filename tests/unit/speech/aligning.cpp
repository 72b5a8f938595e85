// Words said by another synthesiser (flite) than the one that reads the reference (espeak-ng), at known times.

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "pipeline/speech/reference_voice.h"
#include "pipeline/speech/text_alignment.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

constexpr int spoken_rate = 16000;
constexpr std::array spoken_lines{"the first bus of the morning is always half empty",
                                  "I count the windows on the way to work", "bring me a cup of tea and sit beside me",
                                  "two keys are lying on the kitchen table",
                                  "slowly the words are growing in my mouth"};

/// The samples of a mono 16-bit WAV file whose header has 44 bytes, as flite writes it.
std::vector<float> said(const std::string& text, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "said.wav";
  REQUIRE(std::system(("flite -voice rms -t '" + text + "' -o '" + file.string() + "'").c_str()) == 0);
  std::ifstream stream(file, std::ios::binary);
  std::stringstream bytes;
  bytes << stream.rdbuf();
  const std::string wav = bytes.str();
  std::vector<float> samples;
  for (std::size_t at = 44; at + 1 < wav.size(); at += 2)
    samples.push_back(static_cast<float>(static_cast<std::int16_t>(static_cast<unsigned char>(wav[at]) |
                                                                   static_cast<unsigned char>(wav[at + 1]) << 8U)) /
                      32768);
  const auto loud = [](float sample) { return std::abs(sample) > 0.02F; };
  const auto first = std::find_if(samples.begin(), samples.end(), loud);
  const auto last = std::find_if(samples.rbegin(), samples.rend(), loud).base();
  return {first, last};
}

struct Recorded {
  std::vector<float> samples;
  std::vector<double> begins;
  double silent_from = 0;  // of the pause in the middle
  double silent_to = 0;
};

/// The lines with short pauses and one of six seconds, over a soft hum.
Recorded recorded(const std::filesystem::path& folder) {
  Recorded result;
  const auto pause = [&](double seconds) {
    result.samples.resize(result.samples.size() + static_cast<std::size_t>(seconds * spoken_rate));
  };
  const auto now = [&] { return static_cast<double>(result.samples.size()) / spoken_rate; };
  pause(1.5);
  for (std::size_t i = 0; i < spoken_lines.size(); ++i) {
    if (i == 3) result.silent_from = now();
    pause(i == 3 ? 6 : 0.3);
    if (i == 3) result.silent_to = now();
    result.begins.push_back(now());
    const auto samples = said(spoken_lines[i], folder);
    result.samples.insert(result.samples.end(), samples.begin(), samples.end());
  }
  pause(1.5);
  for (std::size_t i = 0; i < result.samples.size(); ++i)
    result.samples[i] += 0.003F * static_cast<float>(std::sin(0.07 * static_cast<double>(i)));
  return result;
}

std::string text_of_lines() {
  std::string text;
  for (const char* line : spoken_lines) text += std::string(line) + "\n";
  return text;
}

AlignmentWishes english() {
  AlignmentWishes wishes;
  wishes.language = LanguageTag::parse("en")->value;
  return wishes;
}

}  // namespace

TEST_CASE("lines and words of speech are found where they were said") {
  const TemporaryFolder folder;
  const Recorded speech = recorded(folder.path());
  const SoundFeatures sound = sound_features_of(speech.samples, spoken_rate);
  const auto track = align_text(sound, text_of_lines(), english());
  REQUIRE(track);
  REQUIRE(track->value.cues.size() == spoken_lines.size());
  CHECK(track->value.kind == "lyrics");
  int on_the_coarse_grid = 0;
  for (std::size_t i = 0; i < spoken_lines.size(); ++i) {
    const Cue& cue = track->value.cues[i];
    INFO(spoken_lines[i]);
    CHECK(cue.when.begin.seconds() == Approx(speech.begins[i]).margin(0.05));
    on_the_coarse_grid += cue.when.begin.ticks_in({1, 1000}) % 40 == 0 ? 1 : 0;
    CHECK(cue.confidence == "aligned");
    CHECK(plain_text(cue) == spoken_lines[i]);
    CHECK(cue.words.size() > 5);
    // Nothing is shown in the long pause.
    const bool in_pause =
        cue.when.begin.seconds() < speech.silent_to - 0.3 && cue.when.end->seconds() > speech.silent_from + 0.7;
    CHECK_FALSE(in_pause);
  }
  CHECK(on_the_coarse_grid < static_cast<int>(spoken_lines.size()));
  // What was kept of the sound is the sound. (The voice's phase goes on from one reading to the next within a process.)
  const auto kept = SoundFeatures::from_bytes(sound.to_bytes());
  REQUIRE(kept);
  CHECK(std::ranges::equal(kept->coarse.values(), sound.coarse.values()));
  CHECK(std::ranges::equal(kept->fine.values(), sound.fine.values()));
  const auto again = align_text(*kept, text_of_lines(), english());
  REQUIRE(again);
  for (std::size_t i = 0; i < spoken_lines.size(); ++i)
    CHECK(again->value.cues[i].when.begin.seconds() == Approx(track->value.cues[i].when.begin.seconds()).margin(0.081));
}

TEST_CASE("a tap holds its line and leaves what is beyond its neighbours alone") {
  const TemporaryFolder folder;
  const Recorded speech = recorded(folder.path());
  const SoundFeatures sound = sound_features_of(speech.samples, spoken_rate);
  AlignmentWishes wishes = english();
  wishes.taps =
      parse_json(R"([{"line":2,"time":5.0,"confirmed":true},{"line":4,"time":16.0,"confirmed":true}])").value();
  const auto track = align_text(sound, text_of_lines(), wishes);
  REQUIRE(track);
  CHECK(track->value.cues[1].when.begin.seconds() == Approx(5.0));
  CHECK(track->value.cues[1].confidence == "manual");
  wishes.taps =
      parse_json(R"([{"line":2,"time":4.5,"confirmed":true},{"line":4,"time":16.0,"confirmed":true}])").value();
  const auto moved = align_text(sound, text_of_lines(), wishes);
  REQUIRE(moved);
  CHECK(moved->value.cues[1].when.begin.seconds() == Approx(4.5));
  CHECK(moved->value.cues[4].when.begin.seconds() == Approx(track->value.cues[4].when.begin.seconds()).margin(0.081));
}

TEST_CASE("silence gives no cue") {
  const SoundFeatures sound = sound_features_of(std::vector<float>(10 * spoken_rate, 0.0F), spoken_rate);
  const auto track = align_text(sound, "one line\nanother", english());
  REQUIRE(track);
  CHECK(track->value.cues.empty());
  REQUIRE(track->notes.size() == 1);
  CHECK(track->notes[0].id == "speech.nothing_heard");
}

TEST_CASE("what would not fit into memory is refused in words") {
  SoundFeatures sound;
  sound.seconds = 7200;
  sound.coarse = FeatureMatrix(180'000, 13);
  std::string text;
  for (int i = 0; i < 250; ++i) text += "this is the line of a very long book that somebody reads aloud\n";
  const auto track = align_text(sound, text, english());
  REQUIRE_FALSE(track);
  CHECK(track.error().what.id == "speech.too_long_together");
}

TEST_CASE("an unknown voice is an error that names the voices, never another voice") {
  const SoundFeatures sound = sound_features_of(std::vector<float>(spoken_rate, 0.1F), spoken_rate);
  AlignmentWishes wishes;
  wishes.language = LanguageTag::parse("tlh")->value;
  const auto track = align_text(sound, "nuqneH", wishes);
  REQUIRE_FALSE(track);
  CHECK(track.error().code == Errc::unsupported);
  CHECK(render(track.error()).find("uk") != std::string::npos);
  for (const char* language : {"uk", "pl", "nl", "nb", "nn", "en", "ru", "ar", "es", "de-AT"}) {
    auto voice = ReferenceVoice::create();
    REQUIRE(voice);
    CHECK(voice->voice_for(LanguageTag::parse(language)->value));
  }
}

TEST_CASE("lines without letters share the time between their neighbours") {
  const TemporaryFolder folder;
  const Recorded speech = recorded(folder.path());
  const SoundFeatures sound = sound_features_of(speech.samples, spoken_rate);
  const auto track = align_text(sound, std::string(spoken_lines[0]) + "\n\u200b\u200b\n" + spoken_lines[1], english());
  REQUIRE(track);
  REQUIRE(track->value.cues.size() == 3);
  CHECK(track->value.cues[1].confidence == "interpolated");
  CHECK(track->value.cues[1].when.begin >= track->value.cues[0].when.begin);
  CHECK(track->value.cues[1].when.begin <= track->value.cues[2].when.begin);
}

TEST_CASE("the reference voice says words at their times, and nothing when there are none") {
  auto voice = ReferenceVoice::create();
  REQUIRE(voice);
  const auto line = voice->read("mama said that there is time", "en", 150);
  REQUIRE(line);
  REQUIRE(line->words.size() == 6);
  CHECK(line->words[1].begin == 5);
  CHECK(line->words[1].end == 9);
  for (std::size_t i = 1; i < 6; ++i) CHECK(line->words[i].second > line->words[i - 1].second);
  const double seconds = static_cast<double>(line->samples.size()) / voice->sample_rate();
  CHECK(seconds == Approx(2).margin(0.7));
  REQUIRE(voice->read("щось зовсім інше", "uk", 110));
  CHECK(voice->read("", "en", 150)->words.empty());
  CHECK(voice->read("words", "no-such-voice", 150).error().code == Errc::unsupported);
}

TEST_CASE("what was kept of a sound is checked before it is believed") {
  SoundFeatures sound = sound_features_of(std::vector<float>(spoken_rate, 0.1F), spoken_rate);
  const std::string bytes = sound.to_bytes();
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, bytes.size() / 2, bytes.size() - 1})
    CHECK(SoundFeatures::from_bytes(std::string_view(bytes).substr(0, size)).error().code == Errc::invalid_input);
  std::string lying = bytes;
  for (std::size_t i = 31; i < 35; ++i) lying[i] = '\xFF';  // the number of rows
  CHECK_FALSE(SoundFeatures::from_bytes(lying));
}
