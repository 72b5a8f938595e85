#include <array>

#include "authoring/route.h"

namespace integrart {

#define ROUTE(name) extern const Route route_##name;
#include "authoring/routes.def"
#undef ROUTE

std::span<const Route* const> routes() {
#define ROUTE(name) &route_##name,
  static constexpr auto table = std::to_array<const Route*>({
#include "authoring/routes.def"
  });
#undef ROUTE
  return table;
}

}  // namespace integrart
