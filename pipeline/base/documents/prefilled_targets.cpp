#include "pipeline/base/documents/prefilled_targets.h"

#include <algorithm>

namespace integrart {

namespace {

/// The state "new" of XLIFF 1.2 (its list of values in section 4.1), which 2.x carries as a state of ours.
constexpr std::string_view prefilled_state = "xliff12:new";

bool is_prefilled(const ExchangeVariant& source, const ExchangeVariant& target) {
  const auto untouched = [](const ExchangeSegment& ours, const ExchangeSegment& theirs) {
    return theirs.sub_state == prefilled_state && ours.text == theirs.text;
  };
  return !target.segments.empty() && std::ranges::equal(source.segments, target.segments, untouched);
}

}  // namespace

ExchangeDocument prefilled(ExchangeDocument document) {
  for (ExchangeUnit& unit : document.units) {
    if (!unit.translate || unit.variants.empty()) continue;
    const auto target = std::ranges::find(unit.variants, document.target_language, &ExchangeVariant::language);
    if (target != unit.variants.end() && has_text(*target)) continue;
    ExchangeVariant copy = unit.variants.front();
    copy.language = document.target_language;
    for (ExchangeSegment& segment : copy.segments) {
      segment.state = "initial";
      segment.sub_state = prefilled_state;
    }
    if (target != unit.variants.end())
      *target = std::move(copy);
    else
      unit.variants.push_back(std::move(copy));
  }
  return document;
}

ExchangeDocument without_prefilled(ExchangeDocument document) {
  for (ExchangeUnit& unit : document.units) {
    if (unit.variants.empty()) continue;
    const ExchangeVariant source = unit.variants.front();
    std::erase_if(unit.variants, [&](const ExchangeVariant& variant) {
      return variant.language != source.language && is_prefilled(source, variant);
    });
  }
  return document;
}

}  // namespace integrart
