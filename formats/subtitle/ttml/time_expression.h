#pragma once
// Time expressions of TTML. (https://www.w3.org/TR/ttml2/#timing-value-time-expression)

#include <cstdint>
#include <optional>
#include <string_view>

#include "pipeline/base/time.h"

namespace integrart {

/// Nanoseconds: fine enough for sums of frames and ticks, wide enough for three centuries.
using TtmlTime = std::int64_t;
inline constexpr TtmlTime ttml_second = 1'000'000'000;

/// The ttp: attributes that times depend on.
struct TtmlClock {
  std::int64_t frame_rate = 30;
  std::int64_t multiplier_numerator = 1;
  std::int64_t multiplier_denominator = 1;
  std::int64_t sub_frame_rate = 1;
  std::int64_t tick_rate = 1;
  bool drops_frames = false;  // SMPTE time code of 30000/1001 pictures a second, two numbers left out a minute
};

/// "00:00:01.5", "00:00:01:12.1", "1.5h", "90m", "1.5s", "1500ms", "36f", "15t"; absent for anything else. Beyond a
/// million hours it stays at that. A number without metric is seconds, as many files have it.
std::optional<TtmlTime> ttml_time(std::string_view expression, const TtmlClock& clock);

}  // namespace integrart
