#pragma once
// The text of an ASS event, with its override tags, to WebVTT cue text.

#include <string>
#include <vector>

#include "formats/subtitle/ass/script.h"
#include "pipeline/base/documents/cue_track.h"

namespace integrart {

struct AssText {
  std::string payload;  // WebVTT cue text, perhaps with empty lines
  CuePlacement placement;
  TimeRange when;                    // of the event; more exact when our own writer noted it
  std::vector<std::string> dropped;  // tags that have no place in WebVTT, each once
};

/// \N \n \h, \b \i \u \c \1c \r \an \a \pos \k \K \kf \ko, and what the style says; drawings are left out. Word times
/// come from the karaoke tags. (https://aegisub.org/docs/latest/ass_tags/)
AssText parse_event_text(const AssEvent& event, const AssScript& script);

}  // namespace integrart
