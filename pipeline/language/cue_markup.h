#pragma once
// The markup of a cue as opening and closing tags in WebVTT's own writing.

#include <string>
#include <string_view>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// Words as they may stand in a payload.
std::string escaped_payload(std::string_view words);
/// "<v Oksana>", "<c.loud>"; empty for text and timestamps.
std::string opening_tag(const CueNode& node);
std::string closing_tag(const CueNode& node);

}  // namespace integrart
