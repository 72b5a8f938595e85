#pragma once
// One WebVTT text cut into the segments of an HLS subtitle playlist (RFC 8216 section 3.5).

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/result.h"

namespace integrart {

struct WebvttSegment {
  double start = 0;  // seconds
  double duration = 0;
  std::string text;  // a whole WebVTT file with X-TIMESTAMP-MAP
};

/// Segments of `segment_seconds` (the last one shorter) that cover [0, duration). Every segment holds all cues that are
/// shown in its time, with times on the time line of the whole, and the STYLE and REGION blocks; a cue over a boundary
/// is in both. Errors: invalid_input when `webvtt` is no WebVTT text or a cue's times cannot be read.
Result<std::vector<WebvttSegment>> cut_webvtt(std::string_view webvtt, double duration, double segment_seconds);

}  // namespace integrart
