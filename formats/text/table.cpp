#include <iterator>

#include "formats/tables.h"

namespace integrart {

#define FORMAT(name) extern const TextFormat text_##name;
#include "formats/text.def"
#undef FORMAT

std::span<const TextFormat* const> text_formats() {
#define FORMAT(name) &text_##name,
  static constexpr const TextFormat* table[] = {
#include "formats/text.def"
      nullptr};  // ends the table, so that it compiles while it is empty
#undef FORMAT
  return {table, std::size(table) - 1};
}

}  // namespace integrart
