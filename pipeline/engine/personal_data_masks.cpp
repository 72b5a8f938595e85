#include "pipeline/engine/personal_data_masks.h"

#include "pipeline/base/filter.h"

namespace integrart {

Result<std::vector<TextSpan>> personal_data_in(const Catalogue& catalogue, const std::string& words,
                                               const LanguageTag& language, const Json& parameters) {
  const Filter* filter = find_by_id(catalogue.filters, "pii");
  if (filter == nullptr || filter->look_at_text == nullptr)
    return fail(Errc::internal, "engine.filter_unknown", {{"filter", std::string("pii")}});
  TRY_ASSIGN(const FilterResult result, filter->look_at_text(words, language, parameters));
  std::vector<TextSpan> spans;
  for (const Finding& finding : result.findings)
    if (finding.span) spans.push_back(*finding.span);
  return spans;
}

Result<MaskedWords> mask_personal_data(const Catalogue& catalogue, std::string words, const LanguageTag& language,
                                       const Json& parameters, TextMaskStyle style) {
  MaskedWords result;
  for (int round = 0; round < most_masking_rounds; ++round) {
    TRY_ASSIGN(const std::vector<TextSpan> spans, personal_data_in(catalogue, words, language, parameters));
    result.left = static_cast<std::int64_t>(spans.size());
    if (spans.empty()) break;
    words = masked(words, spans, style);
    result.count += result.left;
  }
  result.utf8 = std::move(words);
  return result;
}

}  // namespace integrart
