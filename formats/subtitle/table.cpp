#include <iterator>

#include "formats/tables.h"

namespace integrart {

#define FORMAT(name) extern const SubtitleFormat subtitle_##name;
#include "formats/subtitle.def"
#undef FORMAT

std::span<const SubtitleFormat* const> subtitle_formats() {
#define FORMAT(name) &subtitle_##name,
  static constexpr const SubtitleFormat* table[] = {
#include "formats/subtitle.def"
      nullptr};  // ends the table, so that it compiles while it is empty
#undef FORMAT
  return {table, std::size(table) - 1};
}

}  // namespace integrart
