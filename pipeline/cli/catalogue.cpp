#include "pipeline/cli/catalogue.h"

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
  return catalogue;
}

}  // namespace integrart
