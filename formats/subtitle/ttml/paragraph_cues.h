#pragma once
// The paragraphs of a TTML document as cues.

#include <vector>

#include "formats/subtitle/ttml/document.h"
#include "pipeline/base/documents/cue_track.h"

namespace integrart {

/// A paragraph is one cue; where parts of it come and go at other times, one cue for every stretch of time in which its
/// words stay the same. Stretches without words give none. Songs timed by the word give one cue with inline times.
std::vector<Cue> cues_of_paragraph(const TtmlParagraph& paragraph, bool is_word_timed);

}  // namespace integrart
