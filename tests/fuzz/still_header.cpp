// Picture headers: a size inside the limits, or an error.

#include "tests/fuzz/still_check.h"
#include "tests/fuzz/target.h"

FUZZ_READER(integrart::test::problem_of_still_header)
