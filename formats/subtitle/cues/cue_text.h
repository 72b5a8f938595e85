#pragma once
// WebVTT cue text: the payload parsed and written. (https://www.w3.org/TR/webvtt1/, sections 6.4 and 6.5)

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// The payload as a tree, by the cue text parsing rules to the letter: whatever is no markup is text, nothing fails.
/// Nesting beyond 30 elements is flattened.
std::vector<CueNode> parse_cue_text(std::string_view payload);

/// Payload whose tree is `nodes`: escaped, every element closed.
std::string write_cue_text(const std::vector<CueNode>& nodes);

/// `words` so that they are words in a payload.
std::string escaped_cue_text(std::string_view words);

/// Fills `tree`, `speaker` and `words` of a cue from its `text` and times. `words` has one entry per stretch between
/// inline timestamps and stays empty without them.
void complete_cue(Cue& cue);

}  // namespace integrart
