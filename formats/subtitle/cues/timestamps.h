#pragma once
// Times as WebVTT and SRT write them.

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/time.h"

namespace integrart {

/// Takes a WebVTT timestamp ("01:02.345", "101:02:03.456") off the front of `text`; absent, and `text` undefined, when
/// there is none. Hours may have any number of digits; beyond a million they stay at that. (W3C WebVTT, "collect a
/// WebVTT timestamp")
std::optional<MediaTime> take_webvtt_time(std::string_view& text);
/// The whole of `text` is one timestamp.
std::optional<MediaTime> webvtt_time(std::string_view text);

/// "00:01:02.345" with `point`, "00:01:02,345" with ','. Rounded to the millisecond; negative times become zero.
std::string written_time(const MediaTime& time, char fraction_mark);

}  // namespace integrart
