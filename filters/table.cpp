#include "filters/filters.h"

#include <array>

namespace integrart {

#define FILTER(name) extern const Filter filter_##name;
#include "filters/filters.def"
#undef FILTER

std::span<const Filter* const> filters() {
#define FILTER(name) &filter_##name,
  static constexpr auto table = std::to_array<const Filter*>({
#include "filters/filters.def"
  });
#undef FILTER
  return table;
}

}  // namespace integrart
