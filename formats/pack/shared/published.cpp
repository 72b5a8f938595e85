#include "formats/pack/shared/published.h"

namespace integrart {

std::string published_or_first_day(const PackManifest& manifest) {
  return manifest.published.empty() ? "1980-01-01" : manifest.published;  // the first day that zip files know
}

}  // namespace integrart
