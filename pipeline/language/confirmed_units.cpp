// What of an exchange document may go into the memory.

#include <algorithm>
#include <set>

#include "pipeline/language/translation_memory.h"

namespace integrart {

namespace {

bool is_confirmed(const ExchangeVariant& translation) {
  return has_text(translation) && std::ranges::none_of(translation.segments, [](const ExchangeSegment& segment) {
           return !segment.ignorable && (segment.state == "initial" || segment.sub_state.ends_with(":fuzzy"));
         });
}

}  // namespace

ExchangeDocument confirmed_units(const ExchangeDocument& document) {
  ExchangeDocument confirmed = document;
  for (ExchangeUnit& unit : confirmed.units) {
    if (unit.variants.empty()) continue;
    unit.variants.erase(std::remove_if(unit.variants.begin() + 1, unit.variants.end(),
                                       [](const ExchangeVariant& variant) { return !is_confirmed(variant); }),
                        unit.variants.end());
  }
  std::erase_if(confirmed.units, [](const ExchangeUnit& unit) { return unit.variants.size() < 2; });
  return confirmed;
}

std::vector<std::pair<LanguageTag, LanguageTag>> language_pairs(const ExchangeDocument& document) {
  std::set<std::pair<LanguageTag, LanguageTag>> pairs;
  for (const ExchangeUnit& unit : document.units)
    for (const ExchangeVariant& from : unit.variants)
      for (const ExchangeVariant& to : unit.variants)
        if (from.language != to.language && !from.language.is_undetermined() && !to.language.is_undetermined())
          pairs.emplace(from.language, to.language);
  return {pairs.begin(), pairs.end()};
}

}  // namespace integrart
