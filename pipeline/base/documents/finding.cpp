#include "pipeline/base/documents/finding.h"

#include <array>

#include "pipeline/base/artefact.h"

namespace integrart {

namespace {

constexpr std::array<std::string_view, 4> severity_names{"info", "low", "medium", "high"};
constexpr std::array<std::string_view, 5> verdict_names{"clear", "warn", "review", "block", "inconclusive"};

Json optional_number(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

std::optional<double> number_or_none(const Json& json) {
  if (!json.is_number()) return std::nullopt;
  return json.number_or(0);
}

}  // namespace

std::string_view name_of(Severity severity) {
  return severity_names[static_cast<std::size_t>(severity)];
}
std::string_view name_of(VerdictKind kind) {
  return verdict_names[static_cast<std::size_t>(kind)];
}

Result<VerdictKind> verdict_kind_from_name(std::string_view name) {
  for (std::size_t i = 0; i < verdict_names.size(); ++i)
    if (verdict_names[i] == name) return static_cast<VerdictKind>(i);
  return fail(Errc::invalid_input, "base.verdict_unknown", {{"name", std::string(name)}});
}

Json Finding::to_json() const {
  Json json = Json::object(
      {{"kind", kind},
       {"start", optional_number(start)},
       {"end", optional_number(end)},
       {"box", box ? Json::array({box->x, box->y, box->width, box->height}) : Json()},
       {"span", span ? Json::array({Json(static_cast<long long>(span->begin)), Json(static_cast<long long>(span->end))})
                     : Json()},
       {"place", place.empty() ? Json() : Json(place)},
       {"score", score},
       {"severity", name_of(severity)},
       {"rule", rule},
       {"message", integrart::to_json(message)},
       {"text", text},
       {"producer", producer}});
  return json;
}

Result<Finding> Finding::from_json(const Json& json) {
  Finding finding;
  TRY_ASSIGN(finding.kind, json.require_string("kind"));
  finding.start = number_or_none(json.at_or_null("start"));
  finding.end = number_or_none(json.at_or_null("end"));
  if (const auto& box = json.at_or_null("box").items(); box.size() == 4)
    finding.box = Box{box[0].number_or(0), box[1].number_or(0), box[2].number_or(0), box[3].number_or(0)};
  if (const auto& span = json.at_or_null("span").items(); span.size() == 2)
    finding.span = TextSpan{span[0].integer_or(0), span[1].integer_or(0)};
  finding.place = json.at_or_null("place").string_or("");
  TRY_ASSIGN(finding.score, json.require_number("score"));
  const std::string severity = json.at_or_null("severity").string_or("info");
  for (std::size_t i = 0; i < severity_names.size(); ++i)
    if (severity_names[i] == severity) finding.severity = static_cast<Severity>(i);
  finding.rule = json.at_or_null("rule").string_or("");
  TRY_ASSIGN(finding.message, message_from_json(json.at_or_null("message")));
  finding.text = json.at_or_null("text").string_or("");
  finding.producer = json.at_or_null("producer").string_or("");
  return finding;
}

Json Verdict::to_json() const {
  Json json = Json::object({{"schema", "verdict/1"}, {"verdict", name_of(kind)}, {"policy", policy}});
  json["reviewers"] = reviewers;
  json["route"] = route.empty() ? Json() : Json(route);
  json["reasons"] = Json::empty_array();
  for (const Reason& reason : reasons)
    json["reasons"].push_back(
        Json::object({{"verdict", name_of(reason.verdict)},
                      {"message", integrart::to_json(reason.message)},
                      {"finding", reason.finding ? Json(static_cast<long long>(*reason.finding)) : Json()}}));
  json["missing"] = Json::empty_array();
  for (const std::string& filter : missing) json["missing"].push_back(filter);
  return json;
}

Result<Verdict> Verdict::from_json(const Json& json) {
  Verdict verdict;
  TRY_ASSIGN(const std::string kind, json.require_string("verdict"));
  TRY_ASSIGN(verdict.kind, verdict_kind_from_name(kind));
  verdict.policy = json.at_or_null("policy").string_or("");
  verdict.reviewers = static_cast<int>(json.at_or_null("reviewers").integer_or(0));
  verdict.route = json.at_or_null("route").string_or("");
  for (const Json& item : json.at_or_null("reasons").items()) {
    Reason reason;
    TRY_ASSIGN(reason.verdict, verdict_kind_from_name(item.at_or_null("verdict").string_or("")));
    TRY_ASSIGN(reason.message, message_from_json(item.at_or_null("message")));
    if (item.at_or_null("finding").is_integer())
      reason.finding = static_cast<std::size_t>(item.at_or_null("finding").integer_or(0));
    verdict.reasons.push_back(std::move(reason));
  }
  for (const Json& filter : json.at_or_null("missing").items()) verdict.missing.push_back(filter.string_or(""));
  return verdict;
}

}  // namespace integrart
