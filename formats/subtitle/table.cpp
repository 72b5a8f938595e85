#include "formats/tables.h"

#include <array>

namespace integrart {

#define FORMAT(name) extern const SubtitleFormat subtitle_##name;
#include "formats/subtitle.def"
#undef FORMAT

std::span<const SubtitleFormat* const> subtitle_formats() {
#define FORMAT(name) &subtitle_##name,
  static constexpr auto table = std::to_array<const SubtitleFormat*>({
#include "formats/subtitle.def"
  });
#undef FORMAT
  return table;
}

}  // namespace integrart
