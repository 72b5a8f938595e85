#pragma once
// Text files on their way into a step: any encoding, and errors that say which file.

#include <cstdint>

#include "pipeline/base/text.h"
#include "pipeline/engine/step.h"

namespace integrart {

/// The text of `file`, read as parameter "encoding" names it, else by decode_text with the help of `language`.
/// Errc::limit_exceeded beyond `most_bytes`.
Result<DecodedText> input_text(const StepContext& context, const InputFile& file, std::uint64_t most_bytes,
                               const LanguageTag& language);

}  // namespace integrart
