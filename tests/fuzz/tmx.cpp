// The reader, the check and all writers of exchange formats over hostile bytes of one format.

#include "tests/fuzz/readers.h"
#include "tests/fuzz/target.h"

FUZZ_FORMAT(integrart::test::problem_of_exchange, "tmx")
