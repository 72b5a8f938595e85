#pragma once
// The steps of `integrart redact`: look, choose, cover, write.

#include <optional>
#include <string>

#include "pipeline/cli/step_chain.h"
#include "pipeline/engine/face_masks.h"
#include "pipeline/engine/flash_softening.h"

namespace integrart {

struct RedactionWishes {
  std::string file;
  std::string extension;                                 // of the output, which names its format
  std::optional<FaceChoice> faces;                       // absent: none is covered
  std::string model;                                     // manifest of a face detector; empty: cascades
  std::optional<SofteningStyle> flashes = std::nullopt;  // absent: flashes stay as they are
};

/// What became of the flashes of a film.
struct SoftenedFlashes {
  std::vector<TimeStretch> found;  // in the source; none: nothing was to be done
  int level = 0;                   // that was enough, 1 to 4; 0: none was, or none was needed
  std::vector<TimeStretch> left;   // at the strongest level, when none was enough

  bool none_found() const { return found.empty(); }
  bool mended() const { return level > 0; }
};

struct Redacted {
  std::optional<StepRecord> written;       // its one file is the output; absent: nothing to do, or nothing that helps
  std::optional<SoftenedFlashes> flashes;  // when they were wished for
  Json faces;          // what was seen: evidence of the filter `face`; null when nothing was looked for
  std::string source;  // digest
  std::vector<Message> notes;
};

/// Flashes are looked for again in what was written; when they are still there, it is written again, more strongly
/// softened, up to the last level. Errors: invalid_input when the choice is for another file or names an unknown face;
/// unsupported when there is no film to soften.
Result<Redacted> redact(const RedactionWishes& wishes, const Catalogue& catalogue, StepChain& chain);

}  // namespace integrart
