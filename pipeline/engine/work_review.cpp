#include "pipeline/engine/work_review.h"

#include "pipeline/review.h"

namespace integrart {

namespace {

/// What could not even be judged is undecided.
Verdict verdict_of(const WorkBuild& build) {
  return build.verdict().value_or(Verdict{});
}

std::vector<Finding> findings_of(const WorkBuild& build) {
  std::vector<Finding> findings;
  if (const StepRecord* judged = build.record("judge"))
    for (const Json& json : judged->document.at_or_null("findings").items())
      if (auto finding = Finding::from_json(json)) findings.push_back(std::move(*finding));
  return findings;
}

}  // namespace

std::string evidence_mark(const WorkBuild& build) {
  const WorkSources& sources = build.sources();
  std::vector<std::string> media{sources.main.artefact.digest.hex()};
  for (const auto& [language, file] : sources.audio) media.push_back(file.artefact.digest.hex());
  for (const SourceFile& picture : sources.pictures) media.push_back(picture.artefact.digest.hex());
  return mark_of_evidence(verdict_of(build), findings_of(build), std::move(media));
}

std::vector<Message> review_obstacles(const WorkBuild& build) {
  return review_obstacles(build.work().id, verdict_of(build), evidence_mark(build), build.work().reviews);
}

Json reviews_of(const WorkBuild& build) {
  const std::string mark = evidence_mark(build);
  Json list = to_json(build.work().reviews);
  Json shown = Json::empty_array();
  for (std::size_t i = 0; i < list.items().size(); ++i) {
    Json review = list.items()[i];
    review["holds"] = holds_for(build.work().reviews[i], mark);
    shown.push_back(std::move(review));
  }
  return Json::object({{"mark", mark}, {"reviews", std::move(shown)}});
}

}  // namespace integrart
