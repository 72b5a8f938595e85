#pragma once
// Looks at the times of packets without decoding them. Private to pipeline/media.

#include <optional>
#include <vector>

#include "pipeline/base/documents/facts.h"
#include "pipeline/media/source/media_source.h"

namespace integrart {

struct TimingScan {
  FrameRateKind kind = FrameRateKind::constant;
  std::optional<Rational> average_rate;  // pictures per second, from the packets seen; absent for fewer than two
  double indexed_seconds = 0;         // from the first to the last picture of the index; edit lists may repeat pictures
  bool reached_end = false;           // every packet of the file has been seen
  std::vector<double> end_seconds;    // per stream, when the end was reached: where its last packet ends
  std::vector<double> begin_seconds;  // per stream: where its first packet begins
};

/// Reads packets from the start: a few megabytes, or all of them with `to_the_end` (for containers that do not say how
/// long they are). `video_stream` is -1 when there is none. The source is at an unknown position afterwards.
Result<TimingScan> scan_timing(MediaSource& source, int video_stream, bool to_the_end);

}  // namespace integrart
