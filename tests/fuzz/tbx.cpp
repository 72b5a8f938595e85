// The reader, the check and all writers of exchange formats over hostile bytes of one format.

#include "tests/fuzz/exchange_readers.h"
#include "tests/fuzz/target.h"

namespace {

std::string problem_of_tbx(std::string_view bytes) {
  return integrart::test::problem_of_exchange("tbx", bytes);
}

}  // namespace

FUZZ_READER(problem_of_tbx)
