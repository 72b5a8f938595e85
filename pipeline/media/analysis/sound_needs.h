#pragma once
// The sound that analyses listen to.

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/result.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// The first sound track at 48 kHz as it is, mono or mixed to stereo: what renditions ask for, so that it is converted
/// once. Errors: invalid_input when the source has no sound.
Result<AudioNeeds> plain_sound_of(const SourceFacts& facts);

}  // namespace integrart
