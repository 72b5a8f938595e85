// Clips inside films, and films that only look alike.

#include <catch2/catch.hpp>
#include <random>

#include "pipeline/fingerprint/film_match.h"

using namespace integrart;

namespace {

/// Flips `bits` bits anywhere: what encoding again does to a hash.
PdqHash noisy(PdqHash hash, int bits, std::mt19937_64& random) {
  for (; bits > 0; --bits) {
    const auto bit = random() % 256;
    hash.words[bit / 64] ^= std::uint64_t{1} << bit % 64;
  }
  return hash;
}

/// A picture every quarter of a second; a new shot every two to five seconds, in which the picture drifts.
std::vector<FrameHash> film_of(double seconds, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<FrameHash> film;
  PdqHash hash;
  double shot_end = 0;
  for (double time = 0; time < seconds; time += 0.25) {
    if (time >= shot_end) {
      for (auto& word : hash.words) word = random();
      shot_end = time + 2 + static_cast<double>(random() % 13) / 4;
    }
    hash = noisy(hash, 4, random);
    film.push_back({time, hash, 90});
  }
  return film;
}

/// What `begin` to `end` of the film looks like when it is played at `speed`, sampled anew and encoded again.
std::vector<FrameHash> clip_of(const std::vector<FrameHash>& film, double begin, double end, double speed = 1) {
  std::mt19937_64 random(99);
  std::vector<FrameHash> clip;
  for (double time = 0; begin + time * speed < end; time += 0.25) {
    const auto at = static_cast<std::size_t>((begin + time * speed) / 0.25);
    if (at >= film.size()) break;
    clip.push_back({time, noisy(film[at].hash, 6, random), 90});
  }
  return clip;
}

}  // namespace

TEST_CASE("a clip of ten seconds is found in three minutes, at its place", "[film]") {
  const auto film = film_of(180, 1);
  for (const double begin : {0.0, 33.3, 91.0, 169.0}) {
    const auto match = match_films(clip_of(film, begin, begin + 10), film);
    CAPTURE(begin);
    REQUIRE(match);
    CHECK(match->entry_begin == Approx(begin).margin(1));
    CHECK(match->end - match->begin > 8);
    CHECK(match->distance < 15);
    CHECK(match->turn == Turn::none);
  }
}

TEST_CASE("a film that holds a piece of a known one is found, with the piece", "[film]") {
  const auto known = film_of(60, 2);
  auto upload = film_of(120, 3);
  const auto piece = clip_of(known, 20, 40);
  for (const FrameHash& frame : piece) upload[static_cast<std::size_t>((50 + frame.time) / 0.25)].hash = frame.hash;
  const auto match = match_films(upload, known);
  REQUIRE(match);
  CHECK(match->begin == Approx(50).margin(1));
  CHECK(match->end == Approx(70).margin(1));
  CHECK(match->entry_begin == Approx(20).margin(1));
}

TEST_CASE("films that are mirrored, or a little faster, are found", "[film]") {
  const auto film = film_of(90, 4);
  auto mirrored = clip_of(film, 10, 60);
  for (FrameHash& frame : mirrored) frame.hash = turned(frame.hash, Turn::mirrored);
  const auto found = match_films(mirrored, film);
  REQUIRE(found);
  CHECK(found->turn == Turn::mirrored);
  for (const double speed : {0.95, 1.03, 1.06}) {
    const auto faster = match_films(clip_of(film, 5, 80, speed), film);
    CAPTURE(speed);
    REQUIRE(faster);
    CHECK(faster->speed == Approx(speed).margin(0.011));
    CHECK(faster->end - faster->begin > 40);
  }
}

TEST_CASE("films that are turned are found, also by a short piece", "[film]") {
  const auto film = film_of(180, 11);
  for (const Turn turn : all_turns)
    for (const double seconds : {6.0, 10.0, 60.0}) {
      auto clip = clip_of(film, 61.3, 61.3 + seconds);
      for (FrameHash& frame : clip) frame.hash = turned(frame.hash, turn);
      const auto found = match_films(clip, film);
      CAPTURE(name_of(turn), seconds);
      REQUIRE(found);
      // Turned back: a quarter turn is undone by the other one.
      const Turn back = turn == Turn::rotated_90    ? Turn::rotated_270
                        : turn == Turn::rotated_270 ? Turn::rotated_90
                                                    : turn;
      CHECK(found->turn == back);
      CHECK(found->entry_begin == Approx(61.3).margin(1));
    }
}

TEST_CASE("pictures that are only loosely near need more time, and to be unlike each other", "[film]") {
  const auto film = film_of(120, 12);
  std::mt19937_64 random(13);
  const auto loose_clip = [&](double seconds) {
    auto clip = clip_of(film, 40, 40 + seconds);
    for (FrameHash& frame : clip) frame.hash = noisy(frame.hash, 30, random);
    return clip;
  };
  const auto ten = loose_clip(10);
  CHECK_FALSE(match_films(ten, film));
  const auto found = match_films(ten, film, loosely_near);
  REQUIRE(found);
  CHECK(found->entry_begin == Approx(40).margin(1));
  CHECK(found->distance > most_distance - 5);
  CHECK_FALSE(match_films(loose_clip(5), film, loosely_near));
  CHECK_FALSE(match_films(film_of(120, 14), film, loosely_near));
  // One room, one camera, people who move a little: two such films are different films.
  const PdqHash room = film.front().hash;
  auto one = film;
  auto other = film;
  for (auto* talk : {&one, &other})
    for (FrameHash& frame : *talk) frame.hash = noisy(room, 18, random);
  CHECK_FALSE(match_films(one, other, loosely_near));
}

TEST_CASE("order tells films from chance", "[film]") {
  const auto film = film_of(120, 5);
  CHECK_FALSE(match_films(film_of(120, 6), film));
  // The same pictures, shuffled: a bag of hashes would call it the same film.
  auto shuffled = film;
  std::mt19937_64 random(8);
  for (std::size_t i = shuffled.size() - 1; i > 0; --i) std::swap(shuffled[i].hash, shuffled[random() % (i + 1)].hash);
  CHECK_FALSE(match_films(shuffled, film));
  // One common title of three seconds, one common picture all along, three pictures of nothing.
  auto title = film_of(120, 7);
  for (std::size_t i = 0; i < 12; ++i) title[i].hash = film[i].hash;
  CHECK_FALSE(match_films(title, film));
  auto still = film;
  for (FrameHash& frame : still) frame.hash = film.front().hash;
  CHECK_FALSE(match_films(still, still));
  auto dark = film;
  for (FrameHash& frame : dark) frame.quality = 10;
  CHECK_FALSE(match_films(dark, film));
  CHECK_FALSE(match_films({}, film));
}
