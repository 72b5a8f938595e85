#include "pipeline/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/documents/reader.h"
#include "pipeline/base/text.h"

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

bool fits(const PolicyRule& rule, const Finding& finding) {
  return kind_matches(rule.kind, finding.kind) && finding.score >= rule.at_least;
}

const PolicyRule* strictest_rule(const Policy& policy, const Finding& finding) {
  const PolicyRule* strictest = nullptr;
  for (const PolicyRule& rule : policy.rules)
    if (fits(rule, finding) && (strictest == nullptr || strictness(rule.verdict) > strictness(strictest->verdict)))
      strictest = &rule;
  return strictest;
}

/// A word on a list never blocks, not even by a rule for everything: it asks a person.
VerdictKind cap_for(const Finding& finding, VerdictKind verdict) {
  return verdict == VerdictKind::block && kind_matches("term", finding.kind) ? VerdictKind::review : verdict;
}

bool asks_for_people(VerdictKind kind) {
  return strictness(kind) >= strictness(VerdictKind::inconclusive);
}

/// Puts a verdict together, reason by reason.
class Judgement {
 public:
  explicit Judgement(std::string policy) { m_verdict = {VerdictKind::clear, {}, {}, std::move(policy), 0, ""}; }

  void add(VerdictKind kind, int reviewers, Message reason, std::optional<std::size_t> finding) {
    m_verdict.reasons.push_back({kind, std::move(reason), finding});
    if (strictness(kind) > strictness(m_verdict.kind)) m_verdict.kind = kind;
    if (asks_for_people(kind)) m_verdict.reviewers = std::max(m_verdict.reviewers, reviewers);
  }
  void add_missing(const std::string& filter) {
    m_verdict.missing.push_back(filter);
    add(VerdictKind::inconclusive, 1, {"policy.evidence_missing", {{"filter", filter}}}, std::nullopt);
  }
  void route_to(const std::string& route) {
    if (m_verdict.route.empty()) m_verdict.route = route;
  }
  Verdict verdict() { return std::move(m_verdict); }

 private:
  Verdict m_verdict;
};

Json json_of(const PolicyRule& rule) {
  return Json::object({{"kind", rule.kind},
                       {"at_least", rule.at_least},
                       {"verdict", name_of(rule.verdict)},
                       {"reviewers", rule.reviewers},
                       {"route", rule.route}});
}

Result<PolicyRule> rule_from(const Json& json, const std::string& path) {
  PolicyRule rule;
  std::string verdict = "review";
  DocumentReader reader(json, path);
  reader.read("kind", rule.kind)
      .read("at_least", rule.at_least, 0, 1)
      .read("verdict", verdict)
      .read("reviewers", rule.reviewers, 1, 2)
      .read("route", rule.route);
  TRY(reader.finish());
  TRY_ASSIGN(rule.verdict, verdict_kind_from_name(verdict));
  if (rule.verdict == VerdictKind::block && kind_matches("term", rule.kind))
    return fail(Errc::invalid_input, "policy.words_never_block", {{"kind", display_name(rule.kind)}});
  return rule;
}

Result<std::optional<MinorsRule>> minors_from(const Json& json) {
  if (json.is_null()) return std::optional<MinorsRule>{};
  MinorsRule rule;
  std::string verdict = "review";
  DocumentReader reader(json, "minors");
  reader.read("verdict", verdict).read("reviewers", rule.reviewers, 1, 2).read("unless_denied", rule.unless_denied);
  TRY(reader.finish());
  TRY_ASSIGN(rule.verdict, verdict_kind_from_name(verdict));
  return std::optional<MinorsRule>(rule);
}

/// Below it cascades see faces in leaves and cloth.
constexpr double surely_a_face = 0.8;

/// The most faces that are seen at the same time.
int faces_at_once(std::span<const Finding> findings) {
  std::vector<const Finding*> faces;
  for (const Finding& finding : findings)
    if (kind_matches("face", finding.kind) && finding.score >= surely_a_face) faces.push_back(&finding);
  const auto shown_at = [](const Finding& face, double time) {
    return face.start.value_or(0) <= time && time <= face.end.value_or(0);
  };
  std::ptrdiff_t most = 0;
  for (const Finding* face : faces)
    most = std::max(most, std::ranges::count_if(
                              faces, [&](const Finding* other) { return shown_at(*other, face->start.value_or(0)); }));
  return static_cast<int>(most);
}

bool is_required(const Policy& policy, const Circumstances& circumstances, const std::string& filter) {
  const auto names = [&](const std::vector<std::string>& filters) {
    return std::ranges::find(filters, filter) != filters.end();
  };
  return names(policy.required_filters) || (!circumstances.seen && names(policy.required_unless_seen));
}

}  // namespace

Policy Policy::default_policy() {
  Policy policy;
  policy.rules = {{"flash.general", 0, VerdictKind::review},  // the score is an area, and a finding is a rule broken
                  {"flash.red", 0, VerdictKind::review},
                  {"flash.long", 0, VerdictKind::warn},
                  {"pattern.stripes", 0, VerdictKind::review},
                  {"pattern.drifting", 0, VerdictKind::warn},
                  {"metadata", 0, VerdictKind::warn},
                  {"black", 0.5, VerdictKind::warn},
                  {"link", 0.5, VerdictKind::review},  // odd ones; a plain link is no reason for anything
                  {"qr", 0.5, VerdictKind::review},    // names people or makes phones act
                  {"qr", 0, VerdictKind::warn},
                  {"pii", 0.6, VerdictKind::review},
                  {"pii", 0, VerdictKind::warn},
                  {"term", 0.2, VerdictKind::review},       // a word alone never blocks, it asks a person
                  {"term", 0, VerdictKind::warn},           // of a list that only notes
                  {"image_class", 0, VerdictKind::review},  // a model's thresholds stand in its manifest
                  {"duplicate", 0.01, VerdictKind::warn},
                  {"duplicate", 0.5, VerdictKind::review},  // a list's wish to block asks a person too
                  {"term.support", 0, VerdictKind::review, 1, "support"}};
  policy.required_filters = {"flash", "pattern", "metadata"};
  policy.required_unless_seen = {"image_class"};
  policy.minors = MinorsRule{};
  return policy;
}

Json Policy::to_json() const {
  Json json = Json::object({{"schema", "policy/1"}, {"id", id}});
  json["rules"] = Json::empty_array();
  for (const PolicyRule& rule : rules) json["rules"].push_back(json_of(rule));
  json["required_filters"] = json_list(required_filters);
  json["required_unless_seen"] = json_list(required_unless_seen);
  if (minors)
    json["minors"] = Json::object({{"verdict", name_of(minors->verdict)},
                                   {"reviewers", minors->reviewers},
                                   {"unless_denied", minors->unless_denied}});
  json["faces_without_consent"] = name_of(faces_without_consent);
  return json;
}

Result<Policy> Policy::from_json(const Json& json) {
  DocumentReader reader(json, "");
  std::string schema;
  Policy policy;
  std::string faces(name_of(policy.faces_without_consent));
  reader.read("schema", schema)
      .read("id", policy.id)
      .read("required_filters", policy.required_filters)
      .read("required_unless_seen", policy.required_unless_seen)
      .read("faces_without_consent", faces);
  if (schema != "policy/1")
    return fail(Errc::unsupported, "base.schema_unknown", {{"schema", schema}, {"expected", "policy/1"}});
  TRY_ASSIGN(policy.faces_without_consent, verdict_kind_from_name(faces));
  const Json& rules = reader.member("rules");
  if (!rules.is_null() && !rules.is_array()) reader.refuse("rules", "[{kind, at_least, verdict}]");
  for (std::size_t i = 0; i < rules.items().size(); ++i) {
    TRY_ASSIGN(PolicyRule rule, rule_from(rules.items()[i], fmt::format("rules[{}]", i)));
    policy.rules.push_back(std::move(rule));
  }
  TRY_ASSIGN(policy.minors, minors_from(reader.member("minors")));
  TRY(reader.finish());
  return policy;
}

Json Circumstances::to_json() const {
  return Json::object({{"people", people},
                       {"minors", minors ? Json(*minors) : Json()},
                       {"agreed", agreed ? Json(*agreed) : Json()},
                       {"seen", seen}});
}

Circumstances Circumstances::from_json(const Json& json) {
  Circumstances circumstances;
  circumstances.people = json.at_or_null("people").boolean_or(false);
  circumstances.seen = json.at_or_null("seen").boolean_or(false);
  if (const Json& minors = json.at_or_null("minors"); minors.is_bool()) circumstances.minors = minors.boolean_or(false);
  if (const Json& agreed = json.at_or_null("agreed"); agreed.is_integer())
    circumstances.agreed = static_cast<int>(agreed.integer_or(0));
  return circumstances;
}

Verdict judge(const Policy& policy, std::span<const Finding> findings, std::span<const std::string> missing_evidence,
              const Circumstances& circumstances) {
  Judgement judgement(policy.id);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const PolicyRule* strictest = strictest_rule(policy, findings[i]);
    if (strictest == nullptr || strictest->verdict == VerdictKind::clear) continue;
    int reviewers = 1;
    for (const PolicyRule& rule : policy.rules)
      if (fits(rule, findings[i])) {
        reviewers = std::max(reviewers, rule.reviewers);
        if (!rule.route.empty()) judgement.route_to(rule.route);
      }
    judgement.add(cap_for(findings[i], strictest->verdict), reviewers, findings[i].message, i);
  }
  const int faces = circumstances.agreed ? faces_at_once(findings) : 0;
  if (faces > circumstances.agreed.value_or(0) && policy.faces_without_consent != VerdictKind::clear)
    judgement.add(policy.faces_without_consent, 1,
                  {"policy.faces_without_consent",
                   {{"faces", std::int64_t{faces}}, {"people", std::int64_t{circumstances.agreed.value_or(0)}}}},
                  std::nullopt);
  for (const std::string& filter : missing_evidence)
    if (is_required(policy, circumstances, filter)) judgement.add_missing(filter);
  if (policy.minors && policy.minors->verdict != VerdictKind::clear) {
    const bool unknown = policy.minors->unless_denied && circumstances.people && !circumstances.minors;
    if (circumstances.minors.value_or(false) || unknown)
      judgement.add(policy.minors->verdict, policy.minors->reviewers,
                    {unknown ? "policy.minors_unknown" : "policy.minors_shown", {}}, std::nullopt);
  }
  return judgement.verdict();
}

}  // namespace integrart
