#include <iterator>

#include "formats/tables.h"

namespace integrart {

#define FORMAT(name) extern const ExchangeFormat exchange_##name;
#include "formats/exchange.def"
#undef FORMAT

std::span<const ExchangeFormat* const> exchange_formats() {
#define FORMAT(name) &exchange_##name,
  static constexpr const ExchangeFormat* table[] = {
#include "formats/exchange.def"
      nullptr};  // ends the table, so that it compiles while it is empty
#undef FORMAT
  return {table, std::size(table) - 1};
}

}  // namespace integrart
