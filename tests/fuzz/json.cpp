// parse_json: what it accepts comes back the same from its own canonical bytes.

#include "pipeline/base/json.h"

#include <cstdlib>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto value = integrart::parse_json(integrart::text_of(data, size));
  if (!value) return 0;
  const std::string bytes = value->dump();
  const auto again = integrart::parse_json(bytes);
  if (!again || again->dump() != bytes) std::abort();
  return 0;
}
