#include "pipeline/base/cue_rule.h"

#include "pipeline/base/artefact.h"

namespace integrart {

Json CueIssue::to_json() const {
  return Json::object({{"cue", cue},
                       {"start", when.begin.seconds()},
                       {"end", when.end ? Json(when.end->seconds()) : Json()},
                       {"rule", rule},
                       {"message", integrart::to_json(message)},
                       {"fixed", fixed}});
}

Result<CueIssue> CueIssue::from_json(const Json& json) {
  CueIssue issue;
  TRY_ASSIGN(issue.cue, json.require_string("cue"));
  TRY_ASSIGN(issue.rule, json.require_string("rule"));
  TRY_ASSIGN(issue.message, message_from_json(json.at_or_null("message")));
  TRY_ASSIGN(issue.fixed, json.require_boolean("fixed"));
  TRY_ASSIGN(const double start, json.require_number("start"));
  issue.when.begin = MediaTime::from_seconds(start);
  if (json.at_or_null("end").is_number()) issue.when.end = MediaTime::from_seconds(json.at_or_null("end").number_or(0));
  return issue;
}

}  // namespace integrart
