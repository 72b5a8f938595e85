#include "pipeline/review.h"

#include <algorithm>
#include <set>

#include "pipeline/base/artefact.h"
#include "pipeline/base/digest.h"
#include "pipeline/base/text.h"

namespace integrart {

namespace {

bool asks_nobody(VerdictKind kind) {
  return kind == VerdictKind::clear || kind == VerdictKind::warn;
}

/// Two people at least take the word "no" back from a policy.
int people_needed(const Verdict& verdict) {
  return std::max(verdict.reviewers, verdict.kind == VerdictKind::block ? 2 : 1);
}

std::string person(const Review& review) {
  const std::size_t first = review.by.find_first_not_of(" \t\n"), last = review.by.find_last_not_of(" \t\n");
  return first == std::string::npos ? "" : case_folded(to_nfc(review.by.substr(first, last - first + 1)));
}

}  // namespace

std::string mark_of_evidence(const Verdict& verdict, std::span<const Finding> findings,
                             std::vector<std::string> sources) {
  std::ranges::sort(sources);
  std::vector<std::string> missing = verdict.missing;
  std::ranges::sort(missing);
  Json seen = Json::object({{"schema", "seen/1"}, {"sources", json_list(sources)}, {"missing", json_list(missing)}});
  seen["findings"] = Json::empty_array();
  for (const Finding& finding : findings) seen["findings"].push_back(finding.to_json());
  seen["said"] = Json::empty_array();
  for (const Reason& reason : verdict.reasons)
    if (!reason.finding) seen["said"].push_back(to_json(reason.message));
  return std::string(review_mark_prefix) + digest_of(seen.dump()).hex().substr(0, review_mark_digits);
}

bool holds_for(const Review& review, std::string_view mark) {
  return review.of == mark || (review.of.empty() && review.decision == ReviewDecision::refuse);
}

std::vector<Message> review_obstacles(const std::string& work, const Verdict& verdict, std::string_view mark,
                                      std::span<const Review> reviews) {
  std::vector<Message> obstacles;
  std::set<std::string> agreed, refused;
  for (const Review& review : reviews)
    if (review.decision == ReviewDecision::refuse && holds_for(review, mark)) {
      refused.insert(person(review));
      obstacles.push_back({"policy.review_refused",
                           {{"work", work}, {"by", display_name(review.by)}, {"reason", display_name(review.reason)}}});
    }
  if (asks_nobody(verdict.kind)) return obstacles;
  std::vector<Message> remarks;
  for (const Review& review : reviews) {
    if (review.decision != ReviewDecision::publish) continue;
    if (!holds_for(review, mark))
      remarks.push_back(
          {"policy.review_outdated", {{"work", work}, {"by", display_name(review.by)}, {"of", review.of}}});
    else if (verdict.kind == VerdictKind::block && review.reason.empty())
      remarks.push_back({"policy.review_without_reason", {{"work", work}, {"by", display_name(review.by)}}});
    else
      agreed.insert(person(review));
  }
  const int open = people_needed(verdict) - static_cast<int>(agreed.size());
  if (open <= 0) return obstacles;
  obstacles.push_back({"policy.review_needed",
                       {{"work", work},
                        {"verdict", std::string(name_of(verdict.kind))},
                        {"open", std::int64_t{open}},
                        {"mark", std::string(mark)}}});
  obstacles.insert(obstacles.end(), remarks.begin(), remarks.end());
  return obstacles;
}

}  // namespace integrart
