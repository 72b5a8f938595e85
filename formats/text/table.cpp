#include "formats/tables.h"

#include <array>

namespace integrart {

#define FORMAT(name) extern const TextFormat text_##name;
#include "formats/text.def"
#undef FORMAT

std::span<const TextFormat* const> text_formats() {
#define FORMAT(name) &text_##name,
  static constexpr auto table = std::to_array<const TextFormat*>({
#include "formats/text.def"
  });
#undef FORMAT
  return table;
}

}  // namespace integrart
