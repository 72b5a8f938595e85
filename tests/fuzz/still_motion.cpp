// Animated pictures taken apart: every picture inside the canvas and the file, or an end.

#include "tests/fuzz/motion_check.h"
#include "tests/fuzz/target.h"

FUZZ_READER(integrart::test::problem_of_still_motion)
