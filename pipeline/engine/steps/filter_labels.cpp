// Runs a filter over the words about a work.

#include <algorithm>

#include "pipeline/engine/step_filter.h"
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

Result<StepOutput> run(StepContext& context) {
  TRY_ASSIGN(const Filter* filter, filter_of_step(context, &Filter::look_at_text));
  FilterResult all;
  for (const Json& label : context.parameters.at_or_null("labels").items()) {
    TRY_ASSIGN(const std::string place, label.require_string("place"));
    TRY_ASSIGN(const std::string text, label.require_string("text"));
    TRY_ASSIGN(const std::string words, label.require_string("words"));
    TRY_ASSIGN(const auto language, LanguageTag::parse(label.at_or_null("language").string_or("und")));
    Json parameters = Json::object({{"place", kind_of_place(place)}});
    for (const char* key : {"term_lists", "expired", "expired_help_lines"})
      if (const Json* given = context.parameters.find(key)) parameters[key] = *given;
    TRY_ASSIGN(FilterResult found, filter->look_at_text(words, language.value, parameters));
    for (Finding& finding : found.findings) {
      finding.place = place;
      if (finding.span) finding.text = part_of(text, *finding.span);
      all.findings.push_back(std::move(finding));
    }
    all.evidence[place] = std::move(found.evidence);
  }
  StepOutput output;
  output.document = to_json(all);
  return output;
}

}  // namespace

extern const StepKind step_filter_labels;
const StepKind step_filter_labels{
    .id = "filter_labels",
    .version = 1,
    .doc = {"Runs a filter over the words about a work.",
            "Titles, descriptions, alternative texts, creators and names of files, each for itself. Its document holds "
            "the evidence of each place and the findings; a finding names its place and points into the text there.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 30, .wall_seconds = 60},
    .run = run,
};

}  // namespace integrart
