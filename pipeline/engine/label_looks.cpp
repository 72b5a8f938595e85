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

/// Personal data inside a file are told by their kind and place, never by their words.
void hide_words(Finding& finding) {
  constexpr std::string_view hidden = "\u2026";
  for (auto& [name, value] : finding.message.arguments)
    if (auto* words = std::get_if<std::string>(&value); words != nullptr && *words == finding.text) *words = hidden;
  finding.text = hidden;
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
    if (finding.kind.starts_with("pii") && is_inside_a_file(place)) hide_words(finding);
  }
  return found;
}

}  // namespace

bool is_inside_a_file(std::string_view place) {
  return place.starts_with("tag:") || place.starts_with("chapter:") || place.starts_with("track:");
}

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
