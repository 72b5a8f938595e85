#pragma once
// What the filter for personal data finds in a text.

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"
#include "pipeline/base/filter.h"

namespace integrart::test {

/// As in a text of unknown language.
inline std::vector<Finding> personal_data_in(const std::string& text) {
  const Filter* pii = find_by_id(filters(), "pii");
  REQUIRE(pii != nullptr);
  const auto result = pii->look_at_text(text, LanguageTag{}, {});
  REQUIRE(result);
  return result->findings;
}

inline std::set<std::string> kinds_of_personal_data_in(const std::string& text) {
  std::set<std::string> kinds;
  for (const Finding& finding : personal_data_in(text)) kinds.insert(finding.kind);
  return kinds;
}

}  // namespace integrart::test
