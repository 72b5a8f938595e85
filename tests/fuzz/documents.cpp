// Documents that people write and processes exchange: recipes, profiles of subtitles, units of work and what became of
// them (the answer of a child that opened foreign bytes), lessons, exchange documents. What is accepted comes back the
// same.

#include "pipeline/base/documents/cue_profile.h"
#include "pipeline/base/documents/exchange.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/message.h"
#include "pipeline/engine/unit.h"
#include "tests/fuzz/document_check.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_documents(std::string_view bytes) {
  const auto json = parse_json(bytes);
  if (!json) return "";
  for (const std::string& problem :
       {test::problem_of_document<Recipe>(*json, "recipe"), test::problem_of_document<PackManifest>(*json, "lesson"),
        test::problem_of_document<ExchangeDocument>(*json, "exchange"), test::problem_of_document<Unit>(*json, "unit"),
        test::problem_of_document<UnitOutcome>(*json, "outcome")})
    if (!problem.empty()) return problem;
  const auto profile = CueProfile::from_json(*json);
  if (!profile) return render(profile.error()).empty() ? "profile: an error without words" : "";
  return profile->asks("no_such_rule") && !profile->off.empty() && profile->off.front() == "no_such_rule"
             ? "profile: a rule that is off is asked"
             : "";
}

}  // namespace

FUZZ_READER(problem_of_documents)
