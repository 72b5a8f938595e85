// Lists of help lines: what is accepted is within its bounds and comes back the same.

#include "pipeline/base/documents/help_lines.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace {

using namespace integrart;

std::string problem_of_help_lines(std::string_view bytes) {
  const auto list = HelpLines::read(bytes, "list");
  if (!list) return render(list.error()).empty() ? "an error without words" : "";
  if (list->lines.size() > 5000) return "too many lines";
  if (list->id.empty() || list->owner.empty() || list->source.empty()) return "a list that nobody answers for";
  for (const HelpLine& line : list->lines) {
    const bool digits = std::ranges::all_of(line.number, [](char sign) { return sign >= '0' && sign <= '9'; });
    if (!digits || line.number.size() < 3 || line.number.size() > 15) return "a number out of bounds";
    if (!line.country.empty() && line.country.size() != 2) return "a country out of bounds";
  }
  if (!list->has_expired("9999-99-99")) return "a list that never ends";
  const auto again = HelpLines::from_json(list->to_json());
  if (!again || again->to_json() != list->to_json()) return "another list came back";
  return "";
}

}  // namespace

FUZZ_READER(problem_of_help_lines)
