#pragma once
// Moving pictures drawn by the tests, and what a filter says about them.

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "filters/filters.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// Linear light, [0, 1] each.
struct Colour {
  double red = 0, green = 0, blue = 0;
};
inline Colour grey(double level) {
  return {level, level, level};
}

/// Colour of the point (x, y) of a screen of 1280 x 720 at `seconds`.
using Drawing = std::function<Colour(double x, double y, double seconds)>;

struct DrawnClip {
  Drawing drawing;
  double seconds = 4;
  /// Presentation times of its pictures; empty: 25 a second.
  std::vector<MediaTime> times = {};
  /// Points drawn for a cell, across and down; more for what is finer than a cell.
  int samples = 1;
  /// Pictures of equal state are equal and drawn once; empty: each is drawn.
  std::function<int(double seconds)> state = {};
};

/// Times of a constant rate.
std::vector<MediaTime> times_at(Rational rate, double seconds);

inline constexpr int screen_width = 1280;
inline constexpr int screen_height = 720;

SourceFacts facts_of_drawn_clip();

/// The picture at `seconds`, in the size and layout (bgr24 or gray8) of the needs, rows without padding.
std::vector<std::uint8_t> draw(const DrawnClip& clip, double seconds, const VideoNeeds& needs);

/// Draws the clip in the size the filter asks for (every cell the mean of the screen's pixels in it), shows it to the
/// filter, and gives its result. Throws when the filter gives an error.
FilterResult look_at(const Filter& filter, const DrawnClip& clip, const Json& parameters = Json::empty_object());

/// Rules of the findings, sorted.
std::vector<std::string> rules_of(const FilterResult& result);

const Filter& filter_named(std::string_view id);

}  // namespace integrart
