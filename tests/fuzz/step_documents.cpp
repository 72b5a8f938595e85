// What steps in sandboxed children hand to those that are trusted: facts, masks, softening, fingerprints. What is
// accepted comes back the same.

#include "pipeline/base/documents/facts.h"
#include "pipeline/base/documents/flash_softening.h"
#include "pipeline/base/documents/picture_masks.h"
#include "pipeline/base/filter.h"
#include "pipeline/base/message.h"
#include "pipeline/fingerprint/fingerprint.h"
#include "tests/fuzz/document_check.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_step_documents(std::string_view bytes) {
  const auto json = parse_json(bytes);
  if (!json) return "";
  for (const std::string& problem :
       {test::problem_of_document<SourceFacts>(*json, "facts"), test::problem_of_document<PictureMasks>(*json, "masks"),
        test::problem_of_document<FlashSoftening>(*json, "softening"),
        test::problem_of_document<Fingerprint>(*json, "fingerprint")})
    if (!problem.empty()) return problem;
  const auto result = filter_result_from_json(*json);
  if (!result) return "";
  const auto again = filter_result_from_json(to_json(*result));
  return again && to_json(*again) == to_json(*result) ? "" : "findings: another document came back";
}

}  // namespace

FUZZ_READER(problem_of_step_documents)
