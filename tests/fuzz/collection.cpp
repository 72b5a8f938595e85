// collection.yaml: what is accepted can be written as JSON and read again.

#include "formats/collection/collection_yaml.h"

#include <cstdlib>

#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = integrart::read_collection_yaml(integrart::text_of(data, size), {});
  if (!read) return 0;
  if (!integrart::Collection::from_json(read->value.to_json())) std::abort();
  return 0;
}
