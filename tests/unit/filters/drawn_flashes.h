#pragma once
// What flashes and what is striped, drawn by numbers: rates, areas, levels and movements are right by construction.

#include <cmath>
#include <functional>
#include <vector>

#include "tests/unit/filters/drawn_clip.h"

namespace integrart {

/// 0 or 1, changing 2 x hertz times a second.
inline int phase(double seconds, double hertz) {
  return static_cast<int>(std::floor(seconds * 2 * hertz + 1e-6)) % 2;
}

/// The upper `area` of the screen changes between two colours; the rest is `rest`.
inline DrawnClip strip(double hertz, double area, Colour first, Colour second, Colour rest = grey(0.2)) {
  return {.drawing =
              [=](double, double y, double t) {
                if (y >= area * screen_height) return rest;
                return phase(t, hertz) == 0 ? first : second;
              },
          .state = [hertz](double t) { return phase(t, hertz); }};
}
inline DrawnClip full_screen(double hertz, Colour first = grey(0), Colour second = grey(1)) {
  return strip(hertz, 1, first, second);
}

/// 8 ms more or less than 25 a second, as phones do.
inline std::vector<MediaTime> uneven_times(double seconds) {
  std::vector<MediaTime> times;
  for (std::int64_t milliseconds = 0, number = 0; static_cast<double>(milliseconds) < seconds * 1000; ++number) {
    times.push_back(MediaTime::from_milliseconds(milliseconds));
    milliseconds += number % 3 == 0 ? 33 : number % 3 == 1 ? 41 : 48;
  }
  return times;
}

inline constexpr Colour pure_red{1, 0, 0};
inline constexpr Colour pure_blue{0, 0, 1};

/// Light and dark stripes on a grey ground.
struct Stripes {
  double pairs = 10;  // on the whole picture, along the direction of the wave
  double angle = 0;   // of the wave, degrees: 0 for upright stripes
  double area = 1;    // they fill the left part of this share
  double dark = 0;    // linear light
  double light = 1;
  bool soft = false;  // a sine
  double begin = 0, end = 100;
  std::function<double(double seconds)> moved = [](double) { return 0.0; };  // in cycles
};

inline DrawnClip drawn(Stripes stripes) {
  const double turn = stripes.angle * 3.14159265358979 / 180;
  // A wave across counts its pairs along the width, one down along the height, one between along the diagonal.
  const double length = screen_width * std::abs(std::cos(turn)) + screen_height * std::abs(std::sin(turn));
  return {.drawing =
              [=](double x, double y, double t) {
                if (x >= stripes.area * screen_width || t < stripes.begin || t >= stripes.end) return grey(0.3);
                const double along = x * std::cos(turn) + y * std::sin(turn);
                const double place = stripes.pairs * along / length + stripes.moved(t);
                const double sine = std::sin(2 * 3.14159265358979 * place);
                const double share = stripes.soft ? 0.5 + 0.5 * sine : sine > 0 ? 1 : 0;
                return grey(stripes.dark + share * (stripes.light - stripes.dark));
              },
          .seconds = 2,
          .samples = 3};
}

/// Half a cycle further, 2 x hertz times a second.
inline double inverting(double seconds, double hertz) {
  return static_cast<int>(std::floor(seconds * 2 * hertz + 1e-6)) % 2 * 0.5;
}

}  // namespace integrart
