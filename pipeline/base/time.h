#pragma once
// Exact media time: ticks of a rational time base. Seconds as floating point exist only at the edges (JSON, people).

#include <compare>
#include <cstdint>
#include <optional>

namespace integrart {

/// A fraction with a positive denominator; not reduced automatically.
struct Rational {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
  bool operator==(const Rational&) const = default;
};

/// Fraction reduced to lowest terms; {0,1} for zero.
Rational reduced(Rational value);

/// `ticks` x `base` seconds. Equality and order compare the instant, not the representation:
/// 1 tick of 1/2 s equals 2 ticks of 1/4 s. Comparison uses 128-bit products and cannot overflow.
struct MediaTime {
  std::int64_t ticks = 0;
  Rational base{1, 1000};

  static MediaTime from_seconds(double seconds, Rational base = {1, 1000000});
  static MediaTime from_milliseconds(std::int64_t milliseconds) { return {milliseconds, {1, 1000}}; }

  /// Multiplied before it is divided: 2507 ticks of 1/1000 s are 2.507, not 2.5069999999999997.
  double seconds() const {
    return static_cast<double>(ticks) * static_cast<double>(base.numerator) / static_cast<double>(base.denominator);
  }
  /// The same instant in ticks of `other`, rounded to the nearest tick (halves away from zero).
  std::int64_t ticks_in(Rational other) const;
  MediaTime rescaled(Rational other) const { return {ticks_in(other), other}; }
};

std::strong_ordering operator<=>(const MediaTime& a, const MediaTime& b);
bool operator==(const MediaTime& a, const MediaTime& b);
/// Sum in a's time base (b is rounded to it).
MediaTime operator+(const MediaTime& a, const MediaTime& b);
MediaTime operator-(const MediaTime& a, const MediaTime& b);

/// Half-open range [begin, end). An absent end means "until the end of the medium".
struct TimeRange {
  MediaTime begin;
  std::optional<MediaTime> end;

  bool contains(const MediaTime& t) const { return begin <= t && (!end || t < *end); }
  bool operator==(const TimeRange&) const = default;
};

}  // namespace integrart
