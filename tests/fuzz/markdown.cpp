// Markdown: what comes out is the allow-list and nothing else.

#include "tests/fuzz/readers.h"
#include "tests/fuzz/target.h"

FUZZ_READER(integrart::test::problem_of_markdown)
