#pragma once
// Fingerprints of pictures and sound as a sink of the decode pass.

#include <memory>

#include "pipeline/base/documents/facts.h"
#include "pipeline/fingerprint/fingerprint.h"
#include "pipeline/media/frame.h"

namespace integrart {

/// Pictures are hashed four times a second (less often in films beyond half an hour), small as filters see them; the
/// first sound track is heard once as it is and at replay_speeds for its first ten minutes. Document: the fingerprint.
/// Errors: invalid_input when the source has neither pictures nor sound.
Result<std::unique_ptr<FrameSink>> make_fingerprint_sink(const SourceFacts& facts);

}  // namespace integrart
