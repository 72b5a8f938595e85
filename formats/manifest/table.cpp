#include <iterator>

#include "formats/tables.h"

namespace integrart {

#define FORMAT(name) extern const ManifestFormat manifest_##name;
#include "formats/manifest.def"
#undef FORMAT

std::span<const ManifestFormat* const> manifest_formats() {
#define FORMAT(name) &manifest_##name,
  static constexpr const ManifestFormat* table[] = {
#include "formats/manifest.def"
      nullptr};  // ends the table, so that it compiles while it is empty
#undef FORMAT
  return {table, std::size(table) - 1};
}

}  // namespace integrart
