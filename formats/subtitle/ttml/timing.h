#pragma once
// Timing attributes of elements, and what `set` elements change for a while.

#include <limits>
#include <optional>
#include <vector>

#include "formats/subtitle/ttml/names.h"
#include "formats/subtitle/ttml/time_expression.h"

namespace integrart {

inline constexpr TtmlTime ttml_never = std::numeric_limits<TtmlTime>::max() / 4;

/// Half-open; an end of `ttml_never` is "as long as the medium".
struct TtmlInterval {
  TtmlTime begin = 0;
  TtmlTime end = ttml_never;

  bool operator==(const TtmlInterval&) const = default;
};
TtmlInterval common_part(const TtmlInterval& a, const TtmlInterval& b);

struct TtmlTiming {
  TtmlTime begin = 0;
  std::optional<TtmlTime> end;  // by `end` and `dur`, whichever is first; absent when the element states neither
};
/// Of an element whose times count from `reference`; absent when an attribute cannot be read.
std::optional<TtmlTiming> ttml_timing(const XmlNode& element, TtmlTime reference, const TtmlClock& clock);

/// Words are shown, or hidden, during an interval whatever their style says.
struct TtmlChange {
  TtmlInterval when;
  bool shown = true;
};
/// By the `set` children of an element that is active during `when`: tts:visibility, tts:display, tts:opacity 0.
std::vector<TtmlChange> ttml_changes(const XmlNode& element, const TtmlInterval& when, const TtmlClock& clock);

/// The parts of `when` in which words are seen whose style says `shown`; later changes win.
std::vector<TtmlInterval> seen_parts(const TtmlInterval& when, bool shown, const std::vector<TtmlChange>& changes);

}  // namespace integrart
