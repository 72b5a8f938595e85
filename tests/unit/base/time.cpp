#include "pipeline/base/time.h"

#include <catch2/catch.hpp>

using namespace integrart;

TEST_CASE("equality is of instants, not of representations") {
  CHECK(MediaTime{1, {1, 2}} == MediaTime{2, {1, 4}});
  CHECK(MediaTime{1001, {1, 30000}} < MediaTime{1, {1, 29}});
  CHECK(MediaTime{1001, {1, 30000}} > MediaTime{1, {1, 30}});
}

TEST_CASE("comparison does not overflow on the largest times") {
  const MediaTime huge{INT64_MAX, {1, 90000}};
  const MediaTime larger{INT64_MAX, {1, 48000}};
  CHECK(huge < larger);
}

TEST_CASE("rescaling rounds to the nearest tick, halves away from zero") {
  CHECK(MediaTime{1, {1, 3}}.ticks_in({1, 1000}) == 333);
  CHECK(MediaTime{1, {1, 2}}.ticks_in({1, 1}) == 1);
  CHECK(MediaTime{-1, {1, 2}}.ticks_in({1, 1}) == -1);
  CHECK(MediaTime{3003, {1, 90000}}.rescaled({1, 30000}).ticks == 1001);
}

TEST_CASE("ten minutes of 29.97 fps do not drift") {
  MediaTime time{0, {1, 30000}};
  for (int i = 0; i < 17982; ++i) time = time + MediaTime{1001, {1, 30000}};
  CHECK(time == MediaTime{17982LL * 1001, {1, 30000}});
}

TEST_CASE("ranges are half-open and may be without end") {
  const TimeRange range{MediaTime::from_milliseconds(10), MediaTime::from_milliseconds(15)};
  CHECK(range.contains(MediaTime::from_milliseconds(10)));
  CHECK_FALSE(range.contains(MediaTime::from_milliseconds(15)));
  const TimeRange open{MediaTime::from_milliseconds(10), std::nullopt};
  CHECK(open.contains(MediaTime::from_milliseconds(1000000)));
}

TEST_CASE("fractions reduce to lowest terms") {
  CHECK(reduced({50, 100}) == Rational{1, 2});
  CHECK(reduced({0, 7}) == Rational{0, 1});
  CHECK(reduced({3, -6}) == Rational{-1, 2});
}
