// Markdown: what comes out is the allow-list and nothing else.

#include "tests/fuzz/readers.h"
#include "tests/fuzz/target.h"

FUZZ_FORMAT(integrart::test::problem_of_text, "markdown")
