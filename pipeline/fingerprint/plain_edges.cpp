#include "pipeline/fingerprint/plain_edges.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace integrart {

namespace {

/// A line of a border may differ that much from its level: what JPEG at low quality does to a plain area, and what it
/// does to one without anything near. White paper and a white band, the sky by night and a letterbox differ by less
/// than the first.
constexpr float border_tolerance = 20;
constexpr float close_tolerance = 4;
/// Of the samples of a line; logos in a letterbox are no picture.
constexpr double odd_samples = 0.02;
constexpr double least_border = 0.02;
constexpr double least_inside = 1.0 / 3;

constexpr double least_band = 0.05;
constexpr double most_band = 0.36;
/// Of the samples of a line that have the colour of the band: where it is plain, and where letters are thickest.
constexpr double plain_share = 0.95;
constexpr double lettered_share = 0.25;
/// The first line of a picture has less than that of it, or of the line before.
constexpr double picture_share = 0.8;

/// A band in a frame, with a letterbox inside.
constexpr int most_layers = 3;
constexpr std::size_t most_guesses = 6;
constexpr double alike_share = 0.005;

/// A picture seen from one of its sides: line 0 is the outermost.
struct Side {
  const Luma& luma;
  Area area;      // what is looked at
  bool columns;   // lines are columns
  bool from_end;  // from the right or from below
  float allowed;

  int lines() const { return columns ? area.width : area.height; }
  int length() const { return columns ? area.height : area.width; }
  float sample(int line, int at) const {
    const int across = from_end ? lines() - 1 - line : line;
    const int row = area.top + (columns ? at : across);
    const int column = area.left + (columns ? across : at);
    return luma.samples[static_cast<std::size_t>(row) * static_cast<std::size_t>(luma.width) +
                        static_cast<std::size_t>(column)];
  }
  /// The median.
  float level(int line) const {
    std::vector<float> samples;
    samples.reserve(static_cast<std::size_t>(length()));
    for (int at = 0; at < length(); ++at) samples.push_back(sample(line, at));
    const auto middle = samples.begin() + length() / 2;
    std::ranges::nth_element(samples, middle);
    return *middle;
  }
  /// Share of a line that is about as bright as `level`.
  double share_at(int line, float level) const {
    int like = 0;
    for (int at = 0; at < length(); ++at)
      if (std::abs(sample(line, at) - level) <= allowed) ++like;
    return static_cast<double>(like) / length();
  }
};

/// How many lines from the side inwards look like the outermost one, which is plain.
int border_of(const Side& side) {
  const float level = side.level(0);
  int lines = 0;
  while (lines < side.lines() && side.share_at(lines, level) >= 1 - odd_samples) ++lines;
  return lines >= side.lines() * least_border ? lines : 0;
}

/// How many lines from the side inwards belong to a band: up to the last plain one that something else follows. Lines
/// of words follow plain ones too, but the picture does so last.
int band_of(const Side& side) {
  const float level = side.level(0);
  const int most = static_cast<int>(side.lines() * most_band);
  double before = side.share_at(0, level);
  if (before < plain_share) return 0;
  int band = 0;
  for (int line = 1; line <= most && line < side.lines(); ++line) {
    const double share = side.share_at(line, level);
    if (before >= plain_share && share < picture_share) band = line;
    if (share < lettered_share) break;
    before = share;
  }
  return band >= side.lines() * least_band ? band : 0;
}

bool is_enough(const Area& area, const Luma& luma) {
  return area.height >= luma.height * least_inside && area.width >= luma.width * least_inside;
}

Area whole_of(const Luma& luma) {
  return {0, 0, luma.width, luma.height};
}

/// `area` without its borders, which may leave nothing.
Area without_borders(const Luma& luma, const Area& area, float allowed) {
  const int top = border_of({luma, area, false, false, allowed});
  const int left = border_of({luma, area, true, false, allowed});
  return {area.left + left, area.top + top, area.width - left - border_of({luma, area, true, true, allowed}),
          area.height - top - border_of({luma, area, false, true, allowed})};
}

/// `area` without borders at its sides.
Area without_side_borders(const Luma& luma, const Area& area, float allowed) {
  const int left = border_of({luma, area, true, false, allowed});
  return {area.left + left, area.top, area.width - left - border_of({luma, area, true, true, allowed}), area.height};
}

/// `area` without bands, and without the borders where there is no band.
Area without_bands(const Luma& luma, const Area& area, float allowed) {
  const auto taken = [&](bool from_end) {
    const Side side{luma, area, false, from_end, allowed};
    const int band = band_of(side);
    return band > 0 ? band : border_of(side);
  };
  const int above = taken(false);
  return {area.left, area.top + above, area.width, area.height - above - taken(true)};
}

/// Differs so little that hashes are the same but for a few bits.
bool are_alike(const Area& a, const Area& b, const Luma& luma) {
  const auto are_near = [](int one, int other, int side) { return std::abs(one - other) <= side * alike_share; };
  return are_near(a.left, b.left, luma.width) && are_near(a.left + a.width, b.left + b.width, luma.width) &&
         are_near(a.top, b.top, luma.height) && are_near(a.top + a.height, b.top + b.height, luma.height);
}

}  // namespace

std::optional<Area> inside_borders(const Luma& luma) {
  const Area inside = without_borders(luma, whole_of(luma), border_tolerance);
  if (inside == whole_of(luma) || !is_enough(inside, luma)) return std::nullopt;
  return inside;
}

std::vector<Area> inside_captions(const Luma& luma) {
  const Area whole = whole_of(luma);
  std::vector<Area> known{whole, inside_borders(luma).value_or(whole)};
  std::vector<Area> found;
  std::array<Area, 2> areas{whole, whole};
  for (int step = 0; step < 2 * most_layers; ++step)
    for (std::size_t i = 0; i < areas.size(); ++i) {
      const float allowed = i == 0 ? close_tolerance : border_tolerance;
      const Area inside =
          step % 2 == 0 ? without_side_borders(luma, areas.at(i), allowed) : without_bands(luma, areas.at(i), allowed);
      if (!is_enough(inside, luma)) continue;
      areas.at(i) = inside;
      if (std::ranges::any_of(known, [&](const Area& area) { return are_alike(area, inside, luma); })) continue;
      known.push_back(inside);
      found.push_back(inside);
      if (found.size() == most_guesses) return found;
    }
  return found;
}

}  // namespace integrart
