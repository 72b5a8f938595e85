#include "formats/tables.h"

#include <array>

namespace integrart {

#define FORMAT(name) extern const ManifestFormat manifest_##name;
#include "formats/manifest.def"
#undef FORMAT

std::span<const ManifestFormat* const> manifest_formats() {
#define FORMAT(name) &manifest_##name,
  static constexpr auto table = std::to_array<const ManifestFormat*>({
#include "formats/manifest.def"
  });
#undef FORMAT
  return table;
}

}  // namespace integrart
