#pragma once
// The text of SubRip cues, as it is found in the wild, to WebVTT cue text and back.

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

struct SrtText {
  std::string payload;               // WebVTT cue text
  CuePlacement placement;            // from {\an8} and {\a6}
  std::vector<std::string> dropped;  // tags and overrides that have no place in WebVTT
};

/// HTML tags in any case (b, i, u, em, strong, font with one of WebVTT's eight colours, br), their {b} and {\b1}
/// spellings and the alignment overrides of SSA become WebVTT; entities stay what they stand for; any other '<' or '&'
/// is a character. Tags that cross or stay open are put right.
SrtText parse_srt_text(std::string_view text);

/// Back: what SRT has no words for is named in `dropped` ("ruby", "speaker", "word_times", "class", "language").
std::string write_srt_text(const Cue& cue, std::vector<std::string>& dropped);

/// Positions 1..9 as on a number pad, of SSA's old {\a} codes (1..3 below, 5..7 above, 9..11 in the middle); 0 for
/// none.
int alignment_of_old_code(int code);
/// Where a cue stands that has number pad position 1..9.
CuePlacement placement_of_alignment(int alignment);
/// The position that comes nearest; `exact` is false when it says less than the placement did.
int nearest_alignment(const CuePlacement& placement, bool& exact);

/// "{\an8}" for a placement that one of the nine positions comes near; empty for the usual place. `exact` is false when
/// the position says less than the placement did.
std::string written_alignment(const CuePlacement& placement, bool& exact);

}  // namespace integrart
