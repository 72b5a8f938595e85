#include "pipeline/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/documents/reader.h"

namespace integrart {

namespace {

/// Order of strictness: an inconclusive work needs a person less urgently than one with something to review.
int strictness(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::clear:
      return 0;
    case VerdictKind::warn:
      return 1;
    case VerdictKind::inconclusive:
      return 2;
    case VerdictKind::review:
      return 3;
    case VerdictKind::block:
      return 4;
  }
  return 4;
}

bool kind_matches(std::string_view rule, std::string_view kind) {
  return kind.starts_with(rule) && (kind.size() == rule.size() || rule.empty() || kind[rule.size()] == '.');
}

const PolicyRule* strictest_rule(const Policy& policy, const Finding& finding) {
  const PolicyRule* strictest = nullptr;
  for (const PolicyRule& rule : policy.rules) {
    if (!kind_matches(rule.kind, finding.kind) || finding.score < rule.at_least) continue;
    if (strictest == nullptr || strictness(rule.verdict) > strictness(strictest->verdict)) strictest = &rule;
  }
  return strictest;
}

}  // namespace

Policy Policy::default_policy() {
  Policy policy;
  policy.rules = {{"flash.general", 0, VerdictKind::review},  // the score is an area, and a finding is a rule broken
                  {"flash.red", 0, VerdictKind::review},
                  {"flash.long", 0, VerdictKind::warn},
                  {"pattern", 0, VerdictKind::review},
                  {"metadata", 0, VerdictKind::warn},
                  {"black", 0.5, VerdictKind::warn},
                  {"link", 0.5, VerdictKind::review},  // odd ones; a plain link is no reason for anything
                  {"qr", 0.5, VerdictKind::review},    // names people or makes phones act
                  {"qr", 0, VerdictKind::warn},
                  {"pii", 0.6, VerdictKind::review},
                  {"pii", 0, VerdictKind::warn},
                  {"term", 0, VerdictKind::review}};  // a word alone never blocks, it asks a person
  policy.required_filters = {"flash", "pattern", "metadata"};
  return policy;
}

Json Policy::to_json() const {
  Json json = Json::object({{"schema", "policy/1"}, {"id", id}});
  json["rules"] = Json::empty_array();
  for (const PolicyRule& rule : rules)
    json["rules"].push_back(
        Json::object({{"kind", rule.kind}, {"at_least", rule.at_least}, {"verdict", name_of(rule.verdict)}}));
  json["required_filters"] = Json::empty_array();
  for (const std::string& filter : required_filters) json["required_filters"].push_back(filter);
  return json;
}

Result<Policy> Policy::from_json(const Json& json) {
  DocumentReader reader(json, "");
  std::string schema;
  Policy policy;
  reader.read("schema", schema).read("id", policy.id).read("required_filters", policy.required_filters);
  if (schema != "policy/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "policy/1"}});
  const Json& rules = reader.member("rules");
  for (std::size_t i = 0; i < rules.items().size(); ++i) {
    PolicyRule rule;
    std::string verdict = "review";
    DocumentReader rule_reader(rules.items()[i], fmt::format("rules[{}]", i));
    rule_reader.read("kind", rule.kind).read("at_least", rule.at_least, 0, 1).read("verdict", verdict);
    TRY(rule_reader.finish());
    TRY_ASSIGN(rule.verdict, verdict_kind_from_name(verdict));
    policy.rules.push_back(std::move(rule));
  }
  TRY(reader.finish());
  return policy;
}

Verdict judge(const Policy& policy, std::span<const Finding> findings, std::span<const std::string> missing_evidence) {
  Verdict verdict{VerdictKind::clear, {}, {}, policy.id};
  const auto raise_to = [&](VerdictKind kind) {
    if (strictness(kind) > strictness(verdict.kind)) verdict.kind = kind;
  };
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const PolicyRule* rule = strictest_rule(policy, findings[i]);
    if (rule == nullptr || rule->verdict == VerdictKind::clear) continue;
    verdict.reasons.push_back({rule->verdict, findings[i].message, i});
    raise_to(rule->verdict);
  }
  for (const std::string& filter : missing_evidence) {
    if (std::find(policy.required_filters.begin(), policy.required_filters.end(), filter) ==
        policy.required_filters.end())
      continue;
    verdict.missing.push_back(filter);
    verdict.reasons.push_back(
        {VerdictKind::inconclusive, {"policy.evidence_missing", {{"filter", filter}}}, std::nullopt});
    raise_to(VerdictKind::inconclusive);
  }
  return verdict;
}

}  // namespace integrart
