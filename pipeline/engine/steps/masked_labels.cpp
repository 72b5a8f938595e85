// Makes personal data in the words about a work unreadable.

#include "pipeline/engine/personal_data_masks.h"
#include "pipeline/engine/step.h"
#include "pipeline/engine/work_labels.h"

namespace integrart {

namespace {

Result<MaskedWords> mask_label(const StepContext& context, const Json& label, const std::string& place) {
  TRY_ASSIGN(std::string text, label.require_string("text"));
  const auto language = LanguageTag::parse(label.at_or_null("language").string_or("und"));
  Json parameters = Json::object({{"place", kind_of_place(place)}});
  for (const char* key : {"term_lists", "expired_help_lines"})
    if (const Json* one = context.parameters.find(key)) parameters[key] = *one;
  return mask_personal_data(context.catalogue, std::move(text), language ? language->value : LanguageTag(), parameters,
                            TextMaskStyle::bullets);
}

Result<StepOutput> run(StepContext& context) {
  StepOutput output;
  Json labels = Json::empty_array();
  std::int64_t count = 0;
  std::int64_t left = 0;
  for (const Json& label : context.parameters.at_or_null("labels").items()) {
    TRY_ASSIGN(const std::string place, label.require_string("place"));
    TRY_ASSIGN(MaskedWords words, mask_label(context, label, place));
    count += words.count;
    left += words.left;
    labels.push_back(Json::object({{"place", place}, {"text", std::move(words.utf8)}}));
  }
  output.document = Json::object({{"labels", std::move(labels)}, {"masked", count}, {"left", left}});
  if (count > 0) output.notes.push_back({"engine.labels_masked", {{"count", count}, {"left", left}}});
  return output;
}

}  // namespace

extern const StepKind step_masked_labels;
const StepKind step_masked_labels{
    .id = "masked_labels",
    .version = 1,
    .doc = {"Makes personal data in the words about a work unreadable.",
            "Everything that the filter pii finds in titles, descriptions and alternative texts, of all languages, "
            "becomes bullets of the same length. Its document holds each of them with its place, how much was masked "
            "and what is left.",
            "",
            {}},
    .weight = JobWeight::light,
    .bounds = {.memory_bytes = 1ULL << 30U, .file_bytes = 1U << 20U, .cpu_seconds = 30, .wall_seconds = 60},
    .run = run,
};

}  // namespace integrart
