// collection.yaml: what is accepted can be written as JSON and read again, unchanged.

#include "tests/fuzz/readers.h"
#include "tests/fuzz/target.h"

FUZZ_READER(integrart::test::problem_of_collection)
