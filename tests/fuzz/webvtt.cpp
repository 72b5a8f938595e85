// WebVTT: ids are unique, payloads fit, the document and the written file read again.

#include "tests/fuzz/readers.h"
#include "tests/fuzz/target.h"

FUZZ_FORMAT(integrart::test::problem_of_subtitles, "webvtt")
