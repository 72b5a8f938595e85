#pragma once
// A cue as the text of an ASS event.

#include <string>

#include "formats/subtitle/cues/losses.h"
#include "pipeline/base/documents/cue_track.h"

namespace integrart {

inline constexpr int ass_width = 1920;  // of the picture that written positions refer to
inline constexpr int ass_height = 1080;

/// Start, End and Text of one cue; what they cannot hold goes to `losses`.
struct AssEventText {
  std::string start;  // "0:00:01.50"
  std::string end;
  std::string speaker;  // fit for the Name field
  std::string text;
};
AssEventText write_event_text(const Cue& cue, const MediaTime& end, Losses& losses);

}  // namespace integrart
