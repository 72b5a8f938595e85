// One recording found again: as it is, as a clip, played faster, under noise; and not in another take of the song.

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <random>

#include "pipeline/fingerprint/sound_match.h"

using namespace integrart;

namespace {

constexpr int rate = print_sample_rate;
using Sound = std::vector<double>;

struct Take {
  std::uint64_t melody;       // which notes
  std::uint64_t performance;  // how each is played
  double beat = 0.4;          // seconds
};

/// A plucked melody over chords. Each take of a melody differs in the moments, the loudness and the colour of notes.
Sound played(const Take& take, double seconds) {
  static constexpr double steps[] = {0, 2, 3, 5, 7, 8, 10, 12, 14, 15};
  std::mt19937_64 notes(take.melody);
  std::mt19937_64 hands(take.performance);
  std::normal_distribution<double> sway(0, 1);
  Sound sound(static_cast<std::size_t>(seconds * rate), 0.0);
  double time = 0;
  for (int beat = 0; time < seconds; ++beat) {
    const int voices = beat % 4 == 0 ? 3 : 1;
    const double length = take.beat * (1 + 0.06 * sway(hands));
    for (int voice = 0; voice < voices; ++voice) {
      const double pitch = 220 * std::exp2((steps[notes() % 10] - 12 * (voice > 0 ? 1 : 0)) / 12);
      const double loud = 0.2 * (1 + 0.3 * sway(hands));
      const double colour = 0.5 + 0.25 * sway(hands);
      const double begin = std::max(0.0, time + 0.02 * sway(hands));
      for (std::size_t i = 0; i < static_cast<std::size_t>(3 * take.beat * rate); ++i) {
        const std::size_t at = static_cast<std::size_t>(begin * rate) + i;
        if (at >= sound.size()) break;
        const double t = static_cast<double>(i) / rate;
        double value = 0;
        for (int overtone = 1; overtone <= 4; ++overtone)
          value += std::pow(colour, overtone - 1) * std::sin(2 * std::numbers::pi * pitch * overtone * t);
        sound[at] += loud * value * std::exp(-3 * t);
      }
    }
    time += length;
  }
  return sound;
}

/// Played faster by changing the sampling: pitch and tempo go together.
Sound faster(const Sound& sound, double speed) {
  Sound result;
  for (double at = 0; at + 1 < static_cast<double>(sound.size()); at += speed) {
    const auto i = static_cast<std::size_t>(at);
    const double part = at - static_cast<double>(i);
    result.push_back(sound[i] * (1 - part) + sound[i + 1] * part);
  }
  return result;
}

Sound part_of(const Sound& sound, double begin, double end) {
  return {sound.begin() + static_cast<std::ptrdiff_t>(begin * rate),
          sound.begin() + static_cast<std::ptrdiff_t>(end * rate)};
}

Sound noisy(Sound sound, double level) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> noise(0, level);
  for (double& sample : sound) sample += noise(random);
  return sound;
}

SoundItems items_of(const Sound& sound, double speed = 1) {
  auto printer = SoundPrinter::create(speed);
  REQUIRE(printer);
  std::vector<std::int16_t> samples;
  for (const double sample : sound)
    samples.push_back(static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0, 1.0) * 32767)));
  for (std::size_t at = 0; at < samples.size(); at += 5000)  // in blocks, as it comes
    REQUIRE(printer->hear(std::span(samples).subspan(at, std::min<std::size_t>(5000, samples.size() - at))));
  auto items = printer->finish();
  REQUIRE(items);
  return *items;
}

SoundPrints prints_of(const Sound& sound) {
  SoundPrints prints{items_of(sound), {}};
  for (const double speed : replay_speeds) prints.replayed.push_back({speed, items_of(sound, speed)});
  return prints;
}

const Sound& song() {
  static const Sound sound = played({1, 1}, 90);
  return sound;
}
const SoundItems& known() {
  static const SoundItems items = items_of(song());
  return items;
}

}  // namespace

TEST_CASE("a recording is found again as it is, louder, with noise", "[sound]") {
  const auto same = match_sounds(prints_of(song()), known());
  REQUIRE(same);
  CHECK(same->bit_errors == 0);
  CHECK(same->end - same->begin > 80);
  Sound quiet = song();
  for (double& sample : quiet) sample *= 0.3;
  CHECK(match_sounds(prints_of(quiet), known())->bit_errors < 1);
  CHECK(match_sounds(prints_of(noisy(song(), 0.02)), known())->bit_errors < sure_bit_errors);
}

TEST_CASE("a clip of ten seconds is found at its place", "[sound]") {
  for (const double begin : {0.0, 17.35, 62.0}) {
    const auto match = match_sounds(prints_of(part_of(song(), begin, begin + 10)), known());
    CAPTURE(begin);
    REQUIRE(match);
    CHECK(match->bit_errors < sure_bit_errors);
    CHECK(match->entry_begin - match->begin == Approx(begin).margin(0.3));
  }
}

TEST_CASE("a recording played 2 to 6 % faster or slower is found, and how fast it is", "[sound]") {
  for (const double speed : {0.94, 0.97, 1.015, 1.03, 1.06}) {
    const auto match = match_sounds(prints_of(faster(song(), speed)), known());
    CAPTURE(speed);
    REQUIRE(match);
    CHECK(match->bit_errors < sure_bit_errors);
    CHECK(match->speed * speed == Approx(1).margin(0.012));
    CHECK(match->end - match->begin > 10);
  }
}

TEST_CASE("another take of the same song, and another song, are not it", "[sound]") {
  for (const Take& take : {Take{1, 2}, Take{1, 3, 0.42}, Take{1, 4, 0.38}, Take{2, 1}, Take{3, 5}, Take{4, 6, 0.5}}) {
    const auto match = match_sounds(prints_of(played(take, 90)), known());
    CAPTURE(take.melody, take.performance);
    CHECK_FALSE(match);
  }
}

TEST_CASE("silence and too little sound match nothing", "[sound]") {
  const Sound silence(static_cast<std::size_t>(30 * rate), 0.0);
  const SoundItems items = items_of(silence);
  CHECK(std::ranges::all_of(items, [](std::uint32_t item) { return item == silent_item; }));
  CHECK_FALSE(match_sounds(prints_of(silence), items));
  CHECK_FALSE(match_sounds(prints_of(part_of(song(), 10, 14)), known()));
  CHECK_FALSE(match_sounds(prints_of(part_of(song(), 10, 11)), known()));
  CHECK_FALSE(match_sounds(prints_of(song()), {}));
  // Half of a song is silent: what sounds is found.
  Sound half(song().begin(), song().begin() + 30 * rate);
  half.resize(static_cast<std::size_t>(60 * rate), 0.0);
  const auto match = match_sounds(prints_of(half), known());
  REQUIRE(match);
  CHECK(match->bit_errors < 1);
}
