#pragma once
// ASS counts hundredths of a second. Times between them are noted in a comment at the front of the text, which players
// pass over: "{exact 00:00:01.234 00:00:02.345}".

#include <optional>
#include <string>
#include <string_view>

#include "pipeline/base/time.h"

namespace integrart {

/// The comment; empty when hundredths say it all.
std::string written_exact_times(const MediaTime& begin, const MediaTime& end);

/// What the comment at the front of `text` says, when it still agrees with the times of the event: whoever moved them
/// in an editor did not see the comment.
std::optional<TimeRange> exact_times_of(std::string_view text, const TimeRange& event);

}  // namespace integrart
