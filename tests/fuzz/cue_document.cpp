// The document "cues/1" as a subtitle file: ids are unique, payloads fit, what is written reads the same.

#include "tests/fuzz/readers.h"
#include "tests/fuzz/target.h"

FUZZ_FORMAT(integrart::test::problem_of_subtitles, "json")
