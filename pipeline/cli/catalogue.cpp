#include "pipeline/cli/catalogue.h"

#include <cstdlib>

#include "filters/filters.h"
#include "formats/tables.h"
#include "pipeline/cli/language_notes.h"
#include "pipeline/engine/steps.h"
#include "pipeline/media/encoders.h"

namespace integrart {

Catalogue full_catalogue() {
  Catalogue catalogue;
  catalogue.subtitles = subtitle_formats();
  catalogue.texts = text_formats();
  catalogue.packs = pack_formats();
  catalogue.filters = filters();
  catalogue.cue_checker = &cue_checker_with_language();
  catalogue.steps = step_kinds();
  catalogue.encoders = encoders();
  catalogue.manifests = manifest_formats();
  catalogue.exchanges = exchange_formats();
  // For machines that have them elsewhere under /usr (nothing else is read in the sandbox), and for tests without any.
  if (const char* folder = std::getenv("INTEGRART_CASCADES"); folder != nullptr) catalogue.face_cascades = folder;
  return catalogue;
}

}  // namespace integrart
