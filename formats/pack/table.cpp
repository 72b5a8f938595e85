#include <iterator>

#include "formats/tables.h"

namespace integrart {

#define FORMAT(name) extern const PackFormat pack_##name;
#include "formats/pack.def"
#undef FORMAT

std::span<const PackFormat* const> pack_formats() {
#define FORMAT(name) &pack_##name,
  static constexpr const PackFormat* table[] = {
#include "formats/pack.def"
      nullptr};  // ends the table, so that it compiles while it is empty
#undef FORMAT
  return {table, std::size(table) - 1};
}

}  // namespace integrart
