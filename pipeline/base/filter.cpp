#include "pipeline/base/filter.h"

namespace integrart {

Json to_json(const FilterResult& result) {
  Json findings = Json::empty_array();
  for (const Finding& finding : result.findings) findings.push_back(finding.to_json());
  return Json::object({{"evidence", result.evidence}, {"findings", std::move(findings)}});
}

Result<FilterResult> filter_result_from_json(const Json& json) {
  FilterResult result;
  TRY_ASSIGN(const Json::Object* const evidence, json.require_object("evidence"));
  result.evidence = Json(*evidence);
  TRY_ASSIGN(const Json::Array* const findings, json.require_array("findings"));
  for (const Json& item : *findings) {
    TRY_ASSIGN(Finding finding, Finding::from_json(item));
    result.findings.push_back(std::move(finding));
  }
  return result;
}

}  // namespace integrart
