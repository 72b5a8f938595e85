#include "filters/video/words/words_in_picture.h"

#include "filters/filters.h"
#include "pipeline/base/catalogue.h"

namespace integrart {

Result<std::vector<Finding>> look_at_seen_words(std::string_view utf8, const LanguageTag& language,
                                                const Json& parameters, std::span<const std::string_view> ids,
                                                const std::string& by) {
  std::vector<Finding> findings;
  for (const std::string_view id : ids) {
    const Filter* filter = find_by_id(filters(), id);
    if (filter == nullptr || filter->look_at_text == nullptr) continue;
    TRY_ASSIGN(FilterResult result, filter->look_at_text(utf8, language, parameters));
    for (Finding& finding : result.findings) {
      if (finding.severity == Severity::info) continue;
      finding.producer = by + "+" + finding.producer;
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

void set_place(Finding& finding, double start, double end, const Box& box) {
  finding.span = std::nullopt;
  finding.start = start;
  finding.end = end;
  finding.box = box;
}

}  // namespace integrart
