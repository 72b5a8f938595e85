#include "pipeline/engine/label_looks.h"

#include "pipeline/engine/cue_words.h"
#include "pipeline/engine/work_labels.h"

namespace integrart {

namespace {

/// Code points [begin, end) of valid UTF-8; less where it is shorter.
std::string part_of(std::string_view utf8, const TextSpan& span) {
  std::string part;
  std::int64_t point = -1;
  for (const char byte : utf8) {
    if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) ++point;
    if (point >= span.begin && point < span.end) part += byte;
  }
  return part;
}

Result<FilterResult> look_at_label(const Filter& filter, const Json& label, const Json& given) {
  TRY_ASSIGN(const std::string place, label.require_string("place"));
  TRY_ASSIGN(const std::string text, label.require_string("text"));
  const std::string words = label.at_or_null("words").string_or(text);
  const std::string of_work = given.at_or_null("language").string_or("und");
  TRY_ASSIGN(const auto language, LanguageTag::parse(label.at_or_null("language").string_or(of_work)));
  Json parameters = Json::object({{"place", label.at_or_null("scope").string_or(std::string(kind_of_place(place)))}});
  for (const char* key : {"term_lists", "expired", "expired_help_lines"})
    if (const Json* one = given.find(key)) parameters[key] = *one;
  TRY_ASSIGN(FilterResult found, filter.look_at_text(words, language.value, parameters));
  give_times(ShownWords::list_from_json(label.at_or_null("shown")), found.findings);
  for (Finding& finding : found.findings) {
    finding.place = place;
    if (finding.span) finding.text = part_of(text, *finding.span);
  }
  return found;
}

}  // namespace

Result<> look_at_labels(const Filter& filter, const Json& labels, const Json& parameters, FilterResult& all) {
  for (const Json& label : labels.items()) {
    const std::string place = label.at_or_null("place").string_or("");
    if (!looks_through(filter.id, label.at_or_null("scope").string_or(place))) continue;
    TRY_ASSIGN(FilterResult found, look_at_label(filter, label, parameters));
    for (Finding& finding : found.findings) all.findings.push_back(std::move(finding));
    std::string seen_at = place;
    for (int more = 2; all.evidence.find(seen_at) != nullptr; ++more) seen_at = place + " " + std::to_string(more);
    all.evidence[seen_at] = std::move(found.evidence);
  }
  return {};
}

}  // namespace integrart
