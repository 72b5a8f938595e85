#pragma once
// When each line is sung: the warping, run several ways and judged.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"
#include "pipeline/speech/reading.h"
#include "pipeline/speech/sound_features.h"

namespace integrart {

/// How much a time can be relied on. `aligned`: the ways agree; of these lines at least 95 % were within half a second.
/// `unsure`: they do not, a person should listen. `interpolated`: the sound says nothing of this line, its time is
/// between its neighbours'. `manual`: a person said it.
enum class LineConfidence : std::uint8_t { aligned, unsure, interpolated, manual };
std::string_view name_of(LineConfidence confidence);

struct LineTimes {
  double begin = 0;  // seconds
  double end = 0;
  std::vector<double> words;  // begin of each word of Reading::words; empty when interpolated
  LineConfidence confidence = LineConfidence::interpolated;
  double spread = 0;  // seconds between the ways
};

/// A line whose begin is known. Lines strictly ascending, seconds too.
struct LineAnchor {
  std::size_t line = 0;
  double second = 0;
  bool operator==(const LineAnchor&) const = default;
};

/// One reading of all lines for each speed; at least one.
using Readings = std::vector<Reading>;

/// Lines aligned to a recording by the sound alone; anchors are put in afterwards, as often as wanted. `sound` and
/// `readings` outlive it. Const members may be called from several threads at once.
class LineAlignment {
 public:
  /// The work is here: several ways, two at a time where memory allows. `progress` gets shares of 1.
  LineAlignment(const SoundFeatures& sound, const Readings& readings, const std::function<void(double)>& progress = {});
  LineAlignment(LineAlignment&&) noexcept;
  LineAlignment& operator=(LineAlignment&&) noexcept;
  ~LineAlignment();

  /// Lines at anchors begin there; a stretch between two anchors depends on nothing but itself and the recording as a
  /// whole, so that another anchor leaves all other stretches as they were. A recording in which nothing is heard gives
  /// no times (an empty list).
  std::vector<LineTimes> times(std::span<const LineAnchor> anchors = {}) const;

 private:
  class Ways;
  std::unique_ptr<const Ways> m_ways;
};

}  // namespace integrart
