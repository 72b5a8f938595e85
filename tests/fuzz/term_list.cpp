// Rule lists, as lines and as documents: what is accepted is within its bounds and comes back the same.

#include "pipeline/base/documents/term_list.h"

#include <algorithm>

#include "pipeline/base/text_pattern.h"
#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_rule(const TermRule& rule) {
  if (rule.match != "regex") return rule.term.empty() || rule.term.size() > 100 ? "a term out of bounds" : "";
  if (rule.term.size() < 3 || rule.term.size() > 300) return "an expression out of bounds";
  const auto pattern = TextPattern::from(rule.term);
  if (!pattern) return "an expression that was accepted cannot be used";
  const FoldedText text = folded_for_search("Zażółć 12 zzz, i d i o t, aaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
  const TextPattern::Found found = pattern->find_in(text, 20);
  if (found.places.size() > 20) return "more places than were asked for";
  for (const ByteRange& place : found.places)
    if (place.begin >= place.end || place.end > text.points.size()) return "a place outside the text";
  return "";
}

std::string problem_of_term_list(std::string_view bytes) {
  const auto list = TermList::read(bytes, "list");
  if (!list) return render(list.error()).empty() ? "an error without words" : "";
  if (list->rules.size() > 20000) return "too many rules";
  if (list->action != "note" && list->action != "review" && list->action != "support") return "an unknown action";
  for (const TermRule& rule : list->rules)
    if (std::string problem = problem_of_rule(rule); !problem.empty()) return problem;
  static_cast<void>(list->has_expired("2026-01-01"));
  if (list->id.empty()) return "a list without a name";
  const auto again = TermList::from_json(list->to_json());
  if (!again || again->to_json() != list->to_json()) return "another list came back";
  return "";
}

}  // namespace

FUZZ_READER(problem_of_term_list)
