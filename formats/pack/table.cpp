#include "formats/tables.h"

#include <array>

namespace integrart {

#define FORMAT(name) extern const PackFormat pack_##name;
#include "formats/pack.def"
#undef FORMAT

std::span<const PackFormat* const> pack_formats() {
#define FORMAT(name) &pack_##name,
  static constexpr auto table = std::to_array<const PackFormat*>({
#include "formats/pack.def"
  });
#undef FORMAT
  return table;
}

}  // namespace integrart
