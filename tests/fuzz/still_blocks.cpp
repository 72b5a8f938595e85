// Pictures rewritten without their metadata: an error, or a file that holds nothing but what shows it.

#include "tests/fuzz/blocks_check.h"
#include "tests/fuzz/target.h"

FUZZ_READER(integrart::test::problem_of_still_blocks)
