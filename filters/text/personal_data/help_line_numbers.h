#pragma once
// Telephone numbers that belong to no person, by the lists that come with the program (filters/data/help_lines) and by
// those of one's own.

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/base/documents/help_lines.h"
#include "pipeline/base/result.h"

namespace integrart::personal_data {

/// Read-only after it is filled; any thread.
class HelpLineNumbers {
 public:
  void add(const HelpLines& list);
  /// `digits`: as dialled in its country, or with the country code in front, without "+" or "00".
  bool contain(std::string_view digits) const { return m_numbers.contains(digits); }

 private:
  std::set<std::string, std::less<>> m_numbers;
};

/// The lists that come with the program.
const Result<std::vector<HelpLines>>& built_in_help_lines();
/// Those among the lists of one's own, the parameter "term_lists": [{"id", "lines"}].
Result<std::vector<HelpLines>> own_help_lines(const Json& parameters);
/// {"expired_help_lines": [ids]} of all lists whose last day is over, or {}.
Json expired_help_lines(const Json& parameters, std::string_view today);
/// All numbers but those of lists that have expired (parameter "expired_help_lines").
Result<HelpLineNumbers> help_line_numbers(const Json& parameters);

}  // namespace integrart::personal_data
