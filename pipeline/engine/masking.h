#pragma once
// Stretches of words made unreadable, and nothing else changed. Pure; any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/cue_track.h"
#include "pipeline/base/documents/finding.h"
#include "pipeline/engine/cue_words.h"

namespace integrart {

enum class TextMaskStyle : std::uint8_t {
  bullets,  // "•" for every code point but spaces and line ends: lengths and layout stay
  word,     // "[masked]" for the whole
};

/// `utf8` with `spans` (code points, any order, may overlap) masked.
std::string masked(std::string_view utf8, std::vector<TextSpan> spans, TextMaskStyle style);

/// Masks `spans` of the words of all cues as joined by `joined_words`. Times, identifiers, placement and markup stay;
/// of a cue whose markup cannot be told from its words the markup goes. Returns the identifiers of the cues that
/// changed: their trees are to be completed again.
std::vector<std::string> mask_cues(CueTrack& track, const std::vector<TextSpan>& spans, TextMaskStyle style);

}  // namespace integrart
