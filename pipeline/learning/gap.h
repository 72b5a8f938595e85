#pragma once
// A word of a line as a gap.

#include "pipeline/base/documents/activity.h"
#include "pipeline/learning/lines.h"

namespace integrart::learning {

/// The gap for `word`, with the other spellings of it as answers; with a tip, its first letter (after the article, in
/// Arabic).
ActivityGap gap_for(const Line& line, const LineWord& word, const LanguageTag& language, bool with_tip);

}  // namespace integrart::learning
