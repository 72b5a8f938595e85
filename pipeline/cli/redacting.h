#pragma once
// The steps of `integrart redact`: look, choose, cover, write.

#include <optional>
#include <string>

#include "pipeline/cli/step_chain.h"
#include "pipeline/engine/face_masks.h"

namespace integrart {

struct RedactionWishes {
  std::string file;
  std::string extension;            // of the output, which names its format
  std::optional<FaceChoice> faces;  // absent: none is covered
  std::string model;                // manifest of a face detector; empty: cascades
};

struct Redacted {
  StepRecord written;  // its one file is the output
  Json faces;          // what was seen: evidence of the filter `face`; null when nothing was looked for
  std::string source;  // digest
  std::vector<Message> notes;
};

/// Errors: invalid_input when the choice is for another file or names an unknown face.
Result<Redacted> redact(const RedactionWishes& wishes, StepChain& chain);

}  // namespace integrart
