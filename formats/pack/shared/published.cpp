#include "formats/pack/shared/published.h"

namespace integrart {

std::string day_of_edition(const PackManifest& manifest) {
  if (!manifest.published.empty()) return manifest.published;
  return manifest.first_written.empty() ? "1980-01-01" : manifest.first_written;  // the first day that zip files know
}

}  // namespace integrart
