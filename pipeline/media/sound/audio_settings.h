#pragma once
// What an audio rendition may be asked for.

#include "pipeline/base/result.h"
#include "pipeline/media/encoder.h"
#include "pipeline/media/rendition.h"

namespace integrart {

/// The encoder that `settings` names. Errors (invalid_input) name the setting and what it may be; AAC below 96 kb/s is
/// refused because music suffers from it.
Result<const Encoder*> check_settings(const AudioRenditionSettings& settings);

}  // namespace integrart
