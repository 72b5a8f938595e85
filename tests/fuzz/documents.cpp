// Documents that people write and processes exchange: recipes, profiles of subtitles, units of work and what became of
// them (the answer of a child that opened foreign bytes), lessons, exchange documents. What is accepted comes back the
// same.

#include "pipeline/base/documents/cue_profile.h"
#include "pipeline/base/documents/exchange.h"
#include "pipeline/base/documents/pack_manifest.h"
#include "pipeline/base/documents/recipe.h"
#include "pipeline/base/message.h"
#include "pipeline/engine/unit.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

template <class Document>
std::string problem_of(const Json& json, const char* name) {
  const auto document = Document::from_json(json);
  if (!document) return render(document.error()).empty() ? std::string(name) + ": an error without words" : "";
  const Json written = document->to_json();
  const auto again = Document::from_json(written);
  return again && again->to_json() == written ? "" : std::string(name) + ": another document came back";
}

std::string problem_of_documents(std::string_view bytes) {
  const auto json = parse_json(bytes);
  if (!json) return "";
  for (const std::string& problem : {problem_of<Recipe>(*json, "recipe"), problem_of<PackManifest>(*json, "lesson"),
                                     problem_of<ExchangeDocument>(*json, "exchange"), problem_of<Unit>(*json, "unit"),
                                     problem_of<UnitOutcome>(*json, "outcome")})
    if (!problem.empty()) return problem;
  const auto profile = CueProfile::from_json(*json);
  if (!profile) return render(profile.error()).empty() ? "profile: an error without words" : "";
  return profile->asks("no_such_rule") && !profile->off.empty() && profile->off.front() == "no_such_rule"
             ? "profile: a rule that is off is asked"
             : "";
}

}  // namespace

FUZZ_READER(problem_of_documents)
