#include "pipeline/base/time.h"

#include <cmath>
#include <numeric>

namespace integrart {

namespace {

__extension__ using Wide = __int128;

// a.ticks * a.base against b.ticks * b.base as integers over the common denominator. Ticks and bases are 64 bit; the
// products of two bases fit because bases in use are below 2^31.
Wide scaled(const MediaTime& t, std::int64_t other_denominator) {
  return static_cast<Wide>(t.ticks) * t.base.numerator * other_denominator;
}

}  // namespace

Rational reduced(Rational value) {
  const std::int64_t divisor = std::gcd(value.numerator, value.denominator);
  if (divisor == 0) return {0, 1};
  const std::int64_t sign = value.denominator < 0 ? -1 : 1;
  return {sign * value.numerator / divisor, sign * value.denominator / divisor};
}

MediaTime MediaTime::from_seconds(double seconds, Rational base) {
  return {std::llround(seconds / base.value()), base};
}

std::int64_t MediaTime::ticks_in(Rational other) const {
  const Wide numerator = static_cast<Wide>(ticks) * base.numerator * other.denominator;
  const Wide denominator = static_cast<Wide>(base.denominator) * other.numerator;
  const Wide half = denominator / 2;
  return static_cast<std::int64_t>((numerator >= 0 ? numerator + half : numerator - half) / denominator);
}

std::strong_ordering operator<=>(const MediaTime& a, const MediaTime& b) {
  return scaled(a, b.base.denominator) <=> scaled(b, a.base.denominator);
}
bool operator==(const MediaTime& a, const MediaTime& b) {
  return (a <=> b) == std::strong_ordering::equal;
}

MediaTime operator+(const MediaTime& a, const MediaTime& b) {
  return {a.ticks + b.ticks_in(a.base), a.base};
}
MediaTime operator-(const MediaTime& a, const MediaTime& b) {
  return {a.ticks - b.ticks_in(a.base), a.base};
}

}  // namespace integrart
