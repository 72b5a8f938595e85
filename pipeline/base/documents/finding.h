#pragma once
// What filters saw (findings), and what a policy makes of it (verdict). Documents "findings/1" and "verdict/1".

#include <optional>
#include <string>
#include <vector>

#include "pipeline/base/json.h"
#include "pipeline/base/result.h"

namespace integrart {

enum class Severity : std::uint8_t { info, low, medium, high };

/// Pixels of the displayed picture as fractions of its width and height, [0, 1].
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  bool operator==(const Box&) const = default;
};
/// Half-open range of Unicode code points of the original text.
struct TextSpan {
  std::int64_t begin = 0, end = 0;
  bool operator==(const TextSpan&) const = default;
};

/// One observation. Filters see, `policy` judges, people decide: a finding never says what should happen.
struct Finding {
  std::string kind;                  // dotted: "flash.general"; the first part is the filter's id
  std::optional<double> start, end;  // seconds; absent when it concerns the whole file
  std::optional<Box> box;
  std::optional<TextSpan> span;
  std::string place;  // which text the span is in when it is not the file's own: "title:uk"; empty otherwise
  double score = 0;   // [0, 1], meaning documented by the filter
  Severity severity = Severity::info;
  std::string rule;  // which rule of the filter: "wcag-2.3.1"
  Message message;
  std::string text;      // found text or payload; empty when none
  std::string producer;  // "flash/1": filter id and version

  Json to_json() const;
  static Result<Finding> from_json(const Json& json);
  bool operator==(const Finding&) const = default;
};

enum class VerdictKind : std::uint8_t { clear, warn, review, block, inconclusive };
std::string_view name_of(VerdictKind kind);
std::string_view name_of(Severity severity);
Result<VerdictKind> verdict_kind_from_name(std::string_view name);

struct Reason {
  VerdictKind verdict = VerdictKind::clear;
  Message message;
  std::optional<std::size_t> finding;  // index into the findings that were judged
};
struct Verdict {
  VerdictKind kind = VerdictKind::inconclusive;
  std::vector<Reason> reasons;
  std::vector<std::string> missing;  // filter ids that should have run and did not
  std::string policy;                // id of the policy
  int reviewers = 0;                 // people who must look before the work is shown; 0: none must
  std::string route;                 // who should see it first ("support"); empty: whoever reviews

  Json to_json() const;
  static Result<Verdict> from_json(const Json& json);
};

}  // namespace integrart
